/* The composer: sends a question and puts its card on top of the others. */

import { buildAnswer, buildCard, buildFailure } from "./answer.js";
import { element } from "./elements.js";
import { formatNumber } from "./format.js";
import { addresses, pageLanguage, say } from "./words.js";

const composer = document.getElementById("composer");
const field = document.getElementById("question");
const answers = document.getElementById("answers");
const examples = document.getElementById("examples");
const announcement = document.getElementById("announcement");

let working = false;

async function ask(question) {
  if (working || !question.trim()) return;
  setWorking(true);
  examples.hidden = true;
  const progress = showProgress(question);
  const card = await answerCard(question);
  progress.stop();
  progress.card.replaceWith(card);
  announcement.textContent = card.querySelector(".answer").textContent;
  setWorking(false);
}

/** The card with the answer, or with what stood in its way. */
async function answerCard(question) {
  const fail = (message, technical) =>
    buildFailure({ question, language: pageLanguage, message, technical, retry: () => ask(question) });
  let response;
  try {
    response = await post(question);
  } catch (error) {
    return fail(say(pageLanguage, "server_unreachable"), String(error));
  }
  const body = await readJson(response);
  if (response.ok && body) return buildAnswer(body, ask);
  return fail(problemMessage(body), problemDetail(response, body));
}

function post(question) {
  return fetch(addresses.query, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ question }),
  });
}

/** The body of a response, or null where it is not JSON (a proxy's error page, say). */
async function readJson(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function problemMessage(problem) {
  return problem?.errors?.question?.join(" ") ?? problem?.detail ?? say(pageLanguage, "server_unexpected");
}

function problemDetail(response, problem) {
  return [`HTTP ${response.status}`, problem?.code, problem?.id && `#${problem.id}`].filter(Boolean).join(" · ");
}

/** A card that counts the seconds until it is replaced. */
function showProgress(question) {
  const started = performance.now();
  const text = element("span", {});
  const tick = () => {
    const seconds = formatNumber(Math.floor((performance.now() - started) / 1000), pageLanguage);
    text.textContent = say(pageLanguage, "working", { seconds });
  };
  const dots = element("span", { class: "dots", "aria-hidden": "true" }, ...[1, 2, 3].map(() => element("span")));
  const card = buildCard(question, pageLanguage, element("p", { class: "working" }, dots, text));
  tick();
  const timer = setInterval(tick, 1000);
  answers.prepend(card);
  card.scrollIntoView({ block: "nearest" });
  announcement.textContent = text.textContent;
  return { card, stop: () => clearInterval(timer) };
}

function setWorking(state) {
  working = state;
  composer.setAttribute("aria-busy", String(state));
  composer.querySelector("button").disabled = state;
}

function submit() {
  const question = field.value;
  if (working || !question.trim()) return;
  field.value = "";
  fitField();
  ask(question);
}

/** Let the field be as high as its text; the style sheet says where it ends. */
function fitField() {
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}

composer.addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
field.addEventListener("input", fitField);
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});
examples.addEventListener("click", ({ target }) => {
  if (target.matches(".suggestion")) ask(target.textContent);
});
fitField();
