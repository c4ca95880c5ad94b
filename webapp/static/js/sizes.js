"use strict";

// Says beside the field that chosen files are too large, before they are sent and the page with
// everything typed is gone. Everything works without this file: the server then refuses them.

{
  const sizeOf = (box) => [...box.files].reduce((sum, file) => sum + file.size, 0);

  // The field to begin with; none while everything chosen in the form can be sent at once.
  function tooLarge(form) {
    const boxes = [...form.querySelectorAll("input[type='file']")];
    const total = boxes.reduce((sum, box) => sum + sizeOf(box), 0);
    if (total <= Number(form.dataset.largest)) return null;
    return boxes.reduce((largest, box) => (sizeOf(box) > sizeOf(largest) ? box : largest));
  }

  function unmark(form) {
    const told = form.querySelector(".problem[data-size]");
    if (!told) return;
    const box = told.nextElementSibling;
    box.removeAttribute("aria-invalid");
    describe(box, (ids) => ids.filter((id) => id !== told.id));
    box.closest(".field").classList.remove("field-wrong");
    told.remove();
  }

  function mark(box) {
    const told = document.createElement("p");
    told.className = "problem";
    told.id = `${box.id}-size`;
    told.dataset.size = "";
    told.setAttribute("role", "alert");
    told.textContent = box.form.dataset.tooLarge;
    box.before(told);
    box.setAttribute("aria-invalid", "true");
    describe(box, (ids) => [...ids, told.id]);
    box.closest(".field").classList.add("field-wrong");
  }

  function describe(box, change) {
    const ids = (box.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
    box.setAttribute("aria-describedby", change(ids).join(" "));
  }

  function check(form) {
    unmark(form);
    const box = tooLarge(form);
    if (box) mark(box);
    return box;
  }

  document.querySelectorAll("form[data-largest]").forEach((form) => {
    form.addEventListener("change", (event) => event.target.type === "file" && check(form));
  });

  // Before anything else that waits for the form to be sent.
  document.addEventListener(
    "submit",
    (event) => {
      const box = event.target.dataset.largest && check(event.target);
      if (!box) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      box.focus();
    },
    true,
  );
}
