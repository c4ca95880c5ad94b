"use strict";

// The time of day of the device, in the language of the page: 14:05.
function timeOfDay(moment) {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Date(moment).toLocaleTimeString(document.documentElement.lang, options);
}

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

// A time that the server could only say in UTC.
document.querySelectorAll("[data-moment]").forEach((box) => {
  box.textContent = box.dataset.words.replace("{time}", timeOfDay(box.dataset.moment));
});

document.querySelectorAll("[data-poll]").forEach((box) => window.setTimeout(() => follow(box), 1000));
