"use strict";

// Keeps who declares and what was ticked on this device until the answers are sent.

const SIGNED = ["name", "role"];
const TICKED = ["leave_open", "agree"];
const LOOKED_AT = ["open", "seen"];

class Declared extends KeptForm {
  copy() {
    const names = [...SIGNED, ...TICKED, ...LOOKED_AT];
    const fields = [...new FormData(this.form)].filter(([name]) => names.includes(name));
    const isTyped = fields.some(([name, text]) => text && !LOOKED_AT.includes(name));
    return isTyped ? { fields } : null;
  }

  // What was ticked counts for what the page showed then, and for nothing else.
  put({ fields }) {
    const isSame = fields
      .filter(([name]) => LOOKED_AT.includes(name))
      .every(([name, text]) => this.form.elements[name].value === text);
    const names = isSame ? [...SIGNED, ...TICKED] : SIGNED;
    putBack(this.form, ({ name }) => (names.includes(name) ? name : ""), fields);
  }
}

{
  const sent = document.getElementById("declaration-sent");
  if (sent) new Kept(sent.dataset.name).remove();

  const words = document.getElementById("declaration");
  const form = words && words.closest("form");
  if (form && form.requestSubmit) new Declared(form, { ...words.dataset });
}
