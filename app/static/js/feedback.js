/* Whether an answer was right: a thumb up, or a thumb down with a reason and, from those who know it, the right SQL. */

import { readJson } from "./asking.js";
import { button, element, freshId, iconButton } from "./elements.js";
import { addresses, pageLanguage, say } from "./words.js";

const REASONS = ["wrong_number", "misunderstood", "incomplete", "other"];

/** The thumbs of an answer. */
export function buildFeedback({ id, language }) {
  const box = element("div", { class: "feedback" });
  const said = element("p", { class: "feedback-said", role: "status" });
  const up = iconButton("thumb", "thumb-up", say(language, "right"), () => send(box, said, { id, verdict: "up" }));
  const down = iconButton("thumb", "thumb-down", say(language, "wrong"), () => {
    box.append(buildReasons(id, language, box, said));
    down.disabled = true;
  });
  box.append(element("p", { class: "thumbs" }, up, down, said));
  return box;
}

function buildReasons(id, language, box, said) {
  const group = freshId("reason");
  const choices = REASONS.map((reason) => buildChoice(group, reason, language));
  const legend = element("legend", {}, say(language, "what_is_wrong"));
  const sql = element("textarea", { class: "sql-editor sql", name: "sql", rows: "3", dir: "ltr", spellcheck: "false" });
  const form = element(
    "form",
    { class: "reasons" },
    element("fieldset", {}, legend, ...choices),
    element("label", { class: "field" }, say(language, "right_sql"), sql),
    element("p", {}, element("button", { class: "secondary" }, say(language, "send"))),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const words = { reason: say(language, given.get(group)), ...(sql.value.trim() && { sql: sql.value }) };
    send(box, said, { id, verdict: "down", ...words });
  });
  queueMicrotask(() => form.querySelector("input").focus());
  return form;
}

function buildChoice(group, reason, language) {
  const attributes = { type: "radio", name: group, value: reason, checked: reason === REASONS[0] };
  return element("label", { class: "choice" }, element("input", attributes), element("span", {}, say(language, reason)));
}

/* Says what became of it; what was noted can't be sent twice. */
async function send(box, said, feedback) {
  const { noted, message } = await post(feedback);
  said.textContent = message;
  if (!noted) return;
  for (const rest of box.querySelectorAll(".thumb, form")) rest.remove();
}

async function post(feedback) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  try {
    const response = await fetch(addresses.feedback, { method: "POST", headers, body: JSON.stringify(feedback) });
    const body = await readJson(response);
    const reasons = Object.values(body?.errors ?? {}).flat().join(" ");
    const message = body?.message ?? (reasons || body?.detail || say(pageLanguage, "server_unexpected"));
    return { noted: response.ok, message };
  } catch {
    return { noted: false, message: say(pageLanguage, "server_unreachable") };
  }
}
