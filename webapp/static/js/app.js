"use strict";

// Follows a running job without loading the page again. Everything works without this file:
// pages with a running job then reload themselves.

async function follow(box) {
  const answer = await fetch(box.dataset.poll, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const job = await answer.json();
  if (job.state !== box.dataset.state) {
    window.location.reload();
    return;
  }
  const bar = box.querySelector("progress");
  if (bar && job.total) {
    bar.max = job.total;
    bar.value = job.done;
  }
  const words = box.querySelector(".progress-words");
  if (words && job.text) words.textContent = job.text;
  window.setTimeout(() => follow(box), 2000);
}

document.querySelectorAll("[data-poll]").forEach((box) => window.setTimeout(() => follow(box), 1000));
