"use strict";

// Saves what is typed on a section page 0.8 s after the last change. Until the server has
// confirmed it, it is kept on this device and sent again. Everything works without this file.

const NAMES = /^(?:q|v|declined)\.([a-z0-9_]+)/;
const IDLE = 800;
const PATIENCE = 30000;
const LONGEST_WAIT = 60000;

function questionOf(name) {
  return (NAMES.exec(name) || [])[1];
}

class Saving {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.kept = new Kept(words.name);
    this.marks = new Marks(form, words);
    this.changed = new Map(); // question → number of its newest change that is not confirmed
    this.refused = new Map(); // question → the change that could not be saved as it is
    this.count = 0;
    this.failures = 0;
    this.sending = null; // what is on its way, sent again unchanged until it is answered
    this.leaving = false;
    this.told = Boolean(document.getElementById("problems")); // the page says what is wrong
    this.elsewhere = []; // what was kept for questions that this page no longer shows
    form.addEventListener("input", (event) => this.change(event.target));
    form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("online", () => this.again());
    window.addEventListener("offline", () => this.failed());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
    window.addEventListener("pageshow", () => (this.leaving = false));
    form.querySelectorAll("select[name^='declined.']").forEach((box) => this.decline(box));
    if (words.savedAt) this.marks.savedAt(words.savedAt);
    this.restore();
  }

  // ---- what was typed

  change(control) {
    const question = questionOf(control.name || "");
    if (!question) return;
    if (control.name === `declined.${question}`) this.decline(control);
    this.changed.set(question, ++this.count);
    this.remember();
    this.schedule(IDLE);
  }

  // An answer that is declined cannot be given at the same time; what was typed stays in sight.
  decline(box) {
    const question = questionOf(box.name);
    if (this.form.elements[`either.${question}`]) return;
    const name = `q.${question}`;
    for (const control of this.form.elements) {
      const own = control.name === name || control.name.startsWith(`${name}.`);
      if (own && control.type !== "submit") control.disabled = Boolean(box.value);
    }
  }

  fields(questions) {
    return [...new FormData(this.form)].filter(
      ([name, value]) => typeof value === "string" && questions.has(questionOf(name)),
    );
  }

  remember() {
    const fields = [...this.fields(this.changed), ...this.elsewhere];
    if (fields.length || this.sending) return this.kept.write({ sending: this.sending, fields });
    this.kept.remove();
    return true;
  }

  // What was kept when this page was last open is put back and sent.
  restore() {
    const copy = this.kept.read();
    if (!copy) return;
    this.wasKept = true;
    this.sending = copy.sending && { fields: copy.sending.fields, changes: new Map() };
    for (const question of new Set(copy.fields.map(([name]) => questionOf(name)))) {
      const kept = copy.fields.filter(([name]) => questionOf(name) === question);
      if (this.form.elements[`v.${question}`]) {
        if (!this.inConflict(question)) this.fill(question, kept);
        this.changed.set(question, ++this.count);
      } else {
        this.elsewhere.push(...kept);
      }
    }
    this.remember();
    this.send();
  }

  inConflict(question) {
    return Boolean(this.form.elements[`differs.${question}`]);
  }

  fill(question, kept) {
    const nameOf = ({ name }) => (questionOf(name) === question ? name : "");
    putBack(this.form, nameOf, kept);
    const box = this.form.elements[`declined.${question}`];
    if (box) this.decline(box);
    if (box && box.value) box.closest("details").open = true;
  }

  // ---- sending

  schedule(wait) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), wait);
  }

  again() {
    this.failures = 0;
    this.send();
  }

  // The questions that can be sent now.
  due() {
    const due = [...this.changed].filter(
      ([question, change]) => !this.inConflict(question) && this.refused.get(question) !== change,
    );
    return new Map(due);
  }

  // One request at a time. Whether it was answered: "yes", "no" when the line is broken, or
  // "refused" when only the page itself can say what is wrong.
  send() {
    window.clearTimeout(this.timer);
    this.running = this.running || this.post().finally(() => (this.running = null));
    return this.running;
  }

  async post() {
    if (!this.sending) {
      const changes = this.due();
      if (!changes.size && !this.elsewhere.length) return "yes";
      this.sending = { fields: [...this.fields(changes), ...this.elsewhere], changes };
      this.elsewhere = [];
      this.remember();
    }
    let answer, told;
    try {
      answer = await this.request(this.sending.fields);
      told = answer.status === 200 || answer.status === 412 ? await answer.json() : null;
    } catch {
      return this.failed();
    }
    if (answer.status >= 500 || answer.status === 429) return this.failed();
    return told ? this.settle(told) : this.stop(answer);
  }

  request(fields) {
    const token = this.form.elements.csrf_token;
    const body = new URLSearchParams([...fields, ["csrf_token", token ? token.value : ""]]);
    const headers = { Accept: "application/json" };
    const given = AbortSignal.timeout ? AbortSignal.timeout(PATIENCE) : undefined;
    const keepalive = document.hidden; // a page that goes away would take its request with it
    return fetch(this.words.url, { method: "POST", body, headers, signal: given, keepalive });
  }

  settle(told) {
    const { changes } = this.sending;
    this.sending = null;
    this.failures = 0;
    for (const [question, version] of Object.entries(told.versions)) {
      this.marks.version(question, version);
      if (this.changed.get(question) === changes.get(question)) this.changed.delete(question);
    }
    told.wrong.forEach((question) => this.refused.set(question, changes.get(question)));
    told.conflicts.forEach((both) => this.marks.conflict(both));
    const more = this.marks.routing(told.asked);
    this.remember();
    this.marks.savedAt(told.saved_at);
    this.say(more);
    if (this.due().size) this.schedule(IDLE);
    return "yes";
  }

  say(more) {
    const open = [...this.changed.keys()];
    const differing = open.find((question) => this.inConflict(question));
    const isBack = !this.told && this.wasKept && !this.due().size;
    this.marks.say(
      isBack && this.words.back,
      differing && this.words.conflict,
      !this.told && open.some((question) => this.refused.has(question)) && this.words.wrong,
      more && this.words.more,
    );
    this.marks.point(differing);
    if (isBack) this.wasKept = false;
  }

  // The line is broken, or the server has no time: keep it, say so, try again.
  failed() {
    if (this.changed.size || this.sending) {
      const isKept = this.remember();
      this.wasKept = true;
      this.marks.head(this.words.unsent, true);
      this.marks.say(isKept ? this.words.kept : this.words.unkept);
      this.schedule(Math.min(LONGEST_WAIT, 2000 * 2 ** this.failures++));
    }
    return "no";
  }

  // The session has ended, the answers were sent, or the page no longer knows this question.
  stop(answer) {
    this.marks.head(this.words.unsent, true);
    this.marks.say(answer.status === 401 ? this.words.ended : this.words.refused);
    return "refused";
  }

  // ---- leaving the page by a button

  async submit(event) {
    const button = event.submitter;
    if (this.leaving || (button && button.name === "discard")) return;
    if (!this.isBusy() && navigator.onLine) {
      this.decided();
      return;
    }
    event.preventDefault();
    this.marks.say(this.words.saving);
    if ((await this.flush()) === "no") {
      this.failed();
      const files = [...this.form.querySelectorAll("input[type='file']")];
      const chosen = files.some((box) => box.files.length);
      this.marks.say(this.words.kept, chosen && this.words.files);
      return;
    }
    this.decided();
    this.leaving = true;
    this.form.requestSubmit(button);
  }

  isBusy() {
    return Boolean(this.running || this.sending || this.due().size);
  }

  async flush() {
    let answered = "yes";
    while (answered === "yes" && this.isBusy()) answered = await this.send();
    return answered === "yes" && !navigator.onLine ? this.ask() : answered;
  }

  // Some browsers believe wrongly that there is no line.
  ask() {
    return this.request([]).then(() => "yes", () => "no");
  }

  // The choice between two answers goes with the form, and is not to be asked once more.
  decided() {
    for (const question of [...this.changed.keys()]) {
      const chosen = this.form.elements[`keep.${question}`];
      if (chosen && chosen.value) this.changed.delete(question);
    }
    this.remember();
  }
}

// What the server held after the session had ended need not be kept here as well.
function forgetHeld(form, kept) {
  const copy = kept.read();
  const shown = new FormData(form);
  const isHeld = ([name, text]) => name.startsWith("v.") || shown.getAll(name).includes(text);
  if (copy && copy.fields.every(isHeld)) kept.remove();
}

{
  const words = document.getElementById("autosave");
  const form = words && words.closest("form");
  if (form && form.requestSubmit && window.fetch) {
    if (words.dataset.held) forgetHeld(form, new Kept(words.dataset.name));
    else new Saving(form, { ...words.dataset });
    document.querySelectorAll("a[data-words]").forEach((link) => {
      link.textContent = link.dataset.words;
    });
  }
}
