/* Where a question is written: the field grows with it, Enter sends it, and completions come up as it is typed. */

import { remember } from "./recent.js";
import { Completions } from "./completions.js";
import { ask, watchers } from "./thread.js";

const composer = document.getElementById("composer");
const field = document.getElementById("question");
const completions = new Completions(field, document.getElementById("completions"), send);

/** Put a question into the field, for somebody to change. */
function write(question) {
  field.value = question;
  fit();
  field.focus();
}

function send(question) {
  if (composer.getAttribute("aria-busy") === "true" || !question.trim()) return;
  field.value = "";
  fit();
  completions.close();
  remember(question);
  ask(question);
}

/** Let the field be as high as its text; the style sheet says where it ends. */
function fit() {
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  send(field.value);
});
field.addEventListener("input", () => {
  fit();
  completions.update();
});
field.addEventListener("keydown", (event) => {
  if (event.isComposing || completions.takes(event)) return;
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  send(field.value);
});
watchers.add((working) => {
  composer.setAttribute("aria-busy", String(working));
  composer.querySelector("[type=submit]").disabled = working;
  if (!working && matchMedia("(pointer: fine)").matches) field.focus({ preventScroll: true });
});
document.getElementById("answers").addEventListener("click", ({ target }) => {
  const asked = target.closest(".rewrite")?.closest("article").querySelector(".question bdi");
  if (asked) write(asked.textContent);
});
for (const list of document.querySelectorAll("[data-asks]")) {
  list.addEventListener("click", ({ target }) => {
    const asked = target.closest(".suggestion");
    if (asked) send(asked.textContent);
  });
}
fit();
