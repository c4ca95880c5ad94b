"use strict";

// What the page shows of the state of its answers: the line of saving, two answers side by side,
// and questions that other answers make unnecessary.

class Marks {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.header = document.getElementById("saved");
    this.line = document.getElementById("saving");
    this.template = document.getElementById("two-answers");
  }

  savedAt(moment) {
    this.head(this.words.saved.replace("{time}", timeOfDay(moment)), false);
  }

  // The line in the head of the page. Said again only if it is another.
  head(text, warns) {
    if (this.header.textContent !== text) this.header.textContent = text;
    this.header.classList.toggle("tag-quiet", !warns);
    this.header.classList.toggle("tag-warning", warns);
  }

  // The line above the buttons, which stays in sight; empty when there is nothing to say.
  say(...texts) {
    const text = texts.filter(Boolean).join(" ");
    if (this.line.textContent !== text) this.line.textContent = text;
    this.line.hidden = !text;
  }

  // A way from that line to the first choice between two answers.
  point(question) {
    if (!question || this.line.querySelector("a")) return;
    const link = document.createElement("a");
    link.href = `#keep.${question}`;
    link.textContent = this.words.both;
    this.line.append(" ", link);
  }

  // Questions on the page that are not asked any more are marked. Whether others are asked now.
  routing(asked) {
    const shown = [...this.form.querySelectorAll("[data-question]")];
    for (const question of shown) this.unneeded(question, !asked.includes(question.dataset.question));
    const keys = shown.map((question) => question.dataset.question);
    return asked.some((key) => !keys.includes(key));
  }

  unneeded(question, is) {
    const mark = question.querySelector(".unneeded");
    if (mark && !is) mark.remove();
    if (mark || !is) return;
    const told = document.createElement("p");
    told.className = "caution unneeded";
    told.textContent = this.words.unneeded;
    question.prepend(told);
  }

  // Both answers with a choice, which the form sends with “Save and continue”.
  conflict(both) {
    const place = this.form.querySelector(`[data-question="${both.question}"]`);
    if (!place) return;
    this.version(both.question, both.version);
    if (this.form.elements[`differs.${both.question}`]) return;
    const box = this.template.content.cloneNode(true);
    for (const element of box.querySelectorAll("*")) {
      for (const attribute of element.attributes) {
        attribute.value = attribute.value.replace("KEY", () => both.question);
      }
    }
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      node.data = node.data.replace(/\{(stored|typed|said)\}/g, (_all, name) => both[name]);
    }
    place.prepend(box);
  }

  // The version of an answer that the form says it has seen.
  version(question, number) {
    const box = this.form.elements[`v.${question}`];
    if (box) box.value = number;
  }
}
