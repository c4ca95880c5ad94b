"use strict";

// Keeps a row of a table on this device until the server has it.

class TypedRow extends KeptForm {
  // Boxes by what stands behind the prefix, for a row can get another number.
  column(control) {
    const { prefix } = this.words;
    return control.name.startsWith(prefix) ? control.name.slice(prefix.length) : "";
  }

  copy() {
    const cells = [...new FormData(this.form)].flatMap(([name, text]) => {
      const column = this.column({ name });
      return column && typeof text === "string" ? [[column, text]] : [];
    });
    return cells.some(([, text]) => text) ? { cells, ...this.shown() } : null;
  }

  // The table and the row that were shown: the server compares them, so nothing is overwritten.
  shown() {
    const { version, mark } = this.words;
    const { elements } = this.form;
    return { version: elements[version].value, mark: elements[mark].value };
  }

  put(copy) {
    for (const name of ["version", "mark"]) {
      if (name in copy) this.form.elements[this.words[name]].value = copy[name];
    }
    putBack(this.form, (control) => this.column(control), copy.cells);
  }
}

{
  // A copy that was typed for an older table than the saved one is the row that was saved.
  const saved = document.getElementById("row-saved");
  const kept = saved && new Kept(saved.dataset.name);
  const copy = kept && kept.read();
  if (copy && Number(copy.version) < Number(saved.dataset.version)) kept.remove();

  const words = document.getElementById("row");
  const form = words && words.closest("form");
  if (form && form.requestSubmit) new TypedRow(form, { ...words.dataset });
}
