/* The SQL of an answer: folded, coloured, left to right, to be copied, or changed and run again. */

import { button, element, fold } from "./elements.js";
import { highlight } from "./highlight.js";
import { say } from "./words.js";

const COPIED_MS = 2000;

/** The SQL, folded unless it is to be `open`; `run` takes an edited statement. */
export function buildSql({ sql, language, open = false }, run) {
  if (!sql) return null;
  const box = element("div", { class: "sql-box", dir: "ltr" });
  const show = () => box.replaceChildren(buildPre("sql", ...highlight(sql)), tools);
  const edit = () => box.replaceChildren(...buildEditor(sql, language, run, show));
  const change = button("small", say(language, "edit"), edit);
  const tools = element("p", { class: "sql-tools" }, change, buildCopy(sql, language));
  show();
  const folded = fold("sql-fold", say(language, "sql"), box);
  folded.open = open;
  return folded;
}

/** Text as it was written, left to right. */
export function buildPre(className, ...text) {
  return element("pre", { class: className, dir: "ltr", tabindex: "0" }, element("code", {}, ...text));
}

/** A button that copies a text. Browsers give the clipboard to pages over HTTPS and to this machine's own alone. */
export function buildCopy(text, language, key = "copy") {
  if (!navigator.clipboard) return null;
  const copy = button("small", say(language, key), async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = say(language, "copied");
    setTimeout(() => (copy.textContent = say(language, key)), COPIED_MS);
  });
  return copy;
}

function buildEditor(sql, language, run, close) {
  const attributes = { class: "sql sql-editor", rows: String(sql.split("\n").length + 1), spellcheck: "false" };
  const field = element("textarea", { ...attributes, "aria-label": say(language, "edit_sql") });
  field.value = sql;
  const send = () => {
    close();
    run(field.value);
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
    if (event.key === "Escape") close();
  });
  queueMicrotask(() => field.focus());
  const leave = button("small", say(language, "discard"), close);
  return [field, element("p", { class: "sql-tools" }, leave, button("small accented", say(language, "run"), send))];
}
