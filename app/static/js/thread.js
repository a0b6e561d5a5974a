/* The conversation on the page: each question and its card, the newest at the end. */

import { buildAnswer, buildCard, buildFailure } from "./answer.js";
import { Failure, askQuestion, runStatement } from "./asking.js";
import { Progress } from "./progress.js";
import { pageLanguage, say } from "./words.js";

const CONVERSATION = "conversation";
const NAME = /^[\p{L}\p{N}_-]{1,64}$/u;

const answers = document.getElementById("answers");
const announcement = document.getElementById("announcement");

/** The conversation that questions belong to; the address of the page names it, or else it is a new one. */
export const conversationId = namedConversation() ?? randomId();

/** Told `true` when work on a question begins, `false` when it has ended. */
export const watchers = new Set();

let working = false;

/**
 * Ask a question and put its card at the end of the thread.
 * @param {{generator?: string, continues?: number}} how whom to ask, and which answer it changes if not the last one
 */
export function ask(question, how = {}) {
  const body = { question, conversation_id: conversationId, ...how };
  return work(question, pageLanguage, (signal, hear) => askQuestion(body, signal, hear));
}

/** Run a statement that somebody has edited, in the place of an answer's own. */
export function run(sql, { question, language }) {
  const body = { sql, question, language, conversation_id: conversationId };
  return work(question, language, (signal) => runStatement(body, signal));
}

/** Show a card of an earlier question of this conversation. */
export function append(card) {
  document.body.dataset.thread = "started";
  answers.append(card);
}

async function work(question, language, answer) {
  if (working || !question.trim()) return;
  setWorking(true);
  const abort = new AbortController();
  const progress = new Progress(() => abort.abort());
  const waiting = buildCard(question, language, ...progress.parts);
  append(waiting);
  bringIntoView(waiting);
  announcement.textContent = progress.time.textContent;
  const again = () => work(question, language, answer);
  const card = await cardFor(question, again, () => answer(abort.signal, (...event) => progress.hear(...event)));
  progress.stop();
  waiting.replaceWith(card);
  bringIntoView(card);
  announcement.textContent = card.querySelector(".answer").textContent;
  setWorking(false);
}

/** The card with the answer, or with what stood in its way. */
async function cardFor(question, retry, answer) {
  try {
    const found = await answer();
    rememberAddress();
    return buildAnswer(found, { ask, run: (sql) => run(sql, found) });
  } catch (error) {
    const { message, technical, cancelled } = error instanceof Failure ? error : unreadable(error);
    const outcome = cancelled ? "cancelled" : "failed";
    return buildFailure({ question, language: pageLanguage, message, technical, outcome, retry });
  }
}

/* An answer that is not what the page was made for. */
function unreadable(error) {
  return new Failure(say(pageLanguage, "server_unexpected"), String(error));
}

function setWorking(state) {
  working = state;
  for (const watch of watchers) watch(state);
}

/* From now on, loading the page again comes back to this conversation. */
function rememberAddress() {
  const address = new URL(location);
  address.searchParams.delete("question");
  address.searchParams.set(CONVERSATION, conversationId);
  history.replaceState(null, "", address);
}

function bringIntoView(card) {
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  card.scrollIntoView({ block: "start", behavior });
}

/* crypto.randomUUID is not there for pages that come over plain HTTP from another host. */
function namedConversation() {
  const name = new URLSearchParams(location.search).get(CONVERSATION);
  return NAME.test(name ?? "") ? name : null;
}

function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
