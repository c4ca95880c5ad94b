"use strict";

// Keeps a row of a table on this device from the first letter until the server has it.

class TypedRow {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.kept = new Kept(words.name);
    this.line = document.getElementById("saving");
    if (words.typed) this.keep();
    else this.restore();
    form.addEventListener("input", () => this.keep());
    form.addEventListener("submit", (event) => this.submit(event));
    const leave = form.querySelector("a[data-forget]");
    if (leave) leave.addEventListener("click", () => this.kept.remove());
  }

  // Boxes by what stands behind the prefix, for a row can get another number.
  column(control) {
    const { prefix } = this.words;
    return control.name.startsWith(prefix) ? control.name.slice(prefix.length) : "";
  }

  cells() {
    return [...new FormData(this.form)].flatMap(([name, text]) => {
      const column = this.column({ name });
      return column && typeof text === "string" ? [[column, text]] : [];
    });
  }

  keep() {
    const cells = this.cells();
    if (cells.some(([, text]) => text)) return this.kept.write({ cells, ...this.shown() });
    this.kept.remove();
    return true;
  }

  // The table and the row that were shown: the server compares them, so nothing is overwritten.
  shown() {
    const { version, mark } = this.words;
    const { elements } = this.form;
    return { version: elements[version].value, mark: elements[mark].value };
  }

  restore() {
    const copy = this.kept.read();
    if (!copy) return;
    for (const name of ["version", "mark"]) {
      if (name in copy) this.form.elements[this.words[name]].value = copy[name];
    }
    putBack(this.form, (control) => this.column(control), copy.cells);
    this.say(this.words.restored);
  }

  say(text) {
    this.line.textContent = text;
    this.line.hidden = false;
  }

  async submit(event) {
    if (event.submitter && event.submitter.name === "discard") this.kept.remove();
    else if (!navigator.onLine && !this.asked) await this.ask(event);
  }

  // Some browsers believe wrongly that there is no line.
  async ask(event) {
    event.preventDefault();
    const isKept = this.keep();
    try {
      await fetch(window.location.href, { method: "HEAD" });
    } catch {
      this.say(isKept ? this.words.kept : this.words.unkept);
      return;
    }
    this.asked = true;
    this.form.requestSubmit(event.submitter);
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
