"use strict";

// Keeps what is typed in a form on this device from the first letter until the server has it. Who
// extends it says what is kept (`copy`, nothing where nothing was typed) and puts it back (`put`).

class KeptForm {
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

  keep() {
    const copy = this.copy();
    if (copy) return this.kept.write(copy);
    this.kept.remove();
    return true;
  }

  restore() {
    const copy = this.kept.read();
    if (!copy) return;
    this.put(copy);
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
