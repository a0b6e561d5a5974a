/* The last questions that were asked with this browser; they stay in it. */

import { button, element } from "./elements.js";

const KEY = "recent";
const MOST = 8;

/** The last questions, newest first; none where the browser keeps nothing. */
export function recentQuestions() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

/** Remember a question as the newest. */
export function remember(question) {
  const kept = [question, ...recentQuestions().filter((other) => other !== question)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    return;
  }
}

/** Fill a section with the last questions, and show it if there are any. */
export function showRecent(section) {
  const items = recentQuestions().map((text) => element("li", {}, button("suggestion", element("bdi", {}, text))));
  section.querySelector("ul").replaceChildren(...items);
  section.hidden = !items.length;
}
