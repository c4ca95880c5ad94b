"use strict";

// What was typed and is not known to be saved yet, kept on this device.

const KEPT = "erkin.";

class Kept {
  constructor(name) {
    this.name = KEPT + name;
  }

  // What was kept, or nothing where there is none or the browser keeps none.
  read() {
    try {
      return JSON.parse(window.localStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  // Whether the browser keeps it.
  write(copy) {
    try {
      window.localStorage.setItem(this.name, JSON.stringify(copy));
      return true;
    } catch {
      return false;
    }
  }

  remove() {
    try {
      window.localStorage.removeItem(this.name);
    } catch {
      // Where nothing can be removed, nothing was kept.
    }
  }
}

// Fills the boxes of a form with what was kept as [name, text]. `nameOf` says under which name a
// box was kept, and nothing for a box that is to stay as it is.
function putBack(form, nameOf, kept) {
  for (const control of form.elements) {
    const name = control.type === "submit" ? "" : nameOf(control);
    if (!name) continue;
    const texts = kept.filter(([of]) => of === name).map(([, text]) => text);
    if (control.type === "radio" || control.type === "checkbox") {
      control.checked = texts.includes(control.value);
    } else if (texts.length) {
      control.value = texts[0];
    }
  }
}
