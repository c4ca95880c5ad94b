"use strict";

// What was typed and is not known to be saved yet, kept on this device. Only section pages use it.

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
