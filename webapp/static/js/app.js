"use strict";

// Follows a running job without loading the page again. Everything works without this file:
// pages with a running job then reload themselves.

async function read(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

async function follow(box) {
  const job = await read(box.dataset.poll);
  if (!job) {
    window.setTimeout(() => follow(box), 10000); // the line is down, or the server is busy
    return;
  }
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
