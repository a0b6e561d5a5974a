/* An answer as a card: what was asked, the sentence, what was understood, the rows, how it was computed, the SQL. */

import { button, element } from "./elements.js";
import { formatDuration, formatNumber } from "./format.js";
import { buildTable } from "./table.js";
import { addresses, directionOf, say } from "./words.js";

/** A card for a question, in a language; the question's own text decides its direction. */
export function buildCard(question, language, ...parts) {
  return element(
    "article",
    { class: "card", lang: language, dir: directionOf(language) },
    element("h2", { class: "question" }, element("bdi", {}, question)),
    ...parts,
  );
}

/** The card of an answer, as POST /api/query/ returns it. `ask` asks another question. */
export function buildAnswer(answer, ask) {
  const { language } = answer;
  const card = buildCard(
    answer.question,
    language,
    element("p", { class: answer.error ? "answer answer-missing" : "answer" }, answer.answer),
    buildInterpretation(answer),
    buildWarnings(answer),
    answer.rows.length ? buildTable(answer) : null,
    buildExplanation(answer),
    buildSql(answer),
    buildDetail(language, answer.error?.detail),
    buildSuggestions(answer, ask),
    buildOrigin(answer),
  );
  card.dataset.outcome = answer.outcome;
  return card;
}

/** The card of a question that got no answer: a sentence, the technical side folded, and a way to try again. */
export function buildFailure({ question, language, message, technical, retry }) {
  const again = button("secondary", say(language, "retry"), () => {
    card.remove();
    retry();
  });
  const card = buildCard(
    question,
    language,
    element("p", { class: "answer answer-missing", dir: "auto" }, message),
    element("p", { class: "actions" }, again),
    buildDetail(language, technical),
  );
  card.dataset.outcome = "failed";
  return card;
}

function buildInterpretation({ interpretation, language }) {
  if (!interpretation.length) return null;
  const chips = interpretation.map(({ kind, label, value }) =>
    element(
      "li",
      { class: `chip chip-${kind}` },
      element("span", { class: "chip-label" }, label),
      element("bdi", { class: "chip-value" }, value),
    ),
  );
  return element("ul", { class: "chips", "aria-label": say(language, "understood") }, ...chips);
}

function buildWarnings({ warnings, language }) {
  if (!warnings.length) return null;
  const items = warnings.map((warning) => element("li", { class: "warning" }, warning));
  return element("ul", { class: "warnings", "aria-label": say(language, "warnings") }, ...items);
}

function buildExplanation({ explanation, language }) {
  if (!explanation) return null;
  return element(
    "section",
    { class: "explanation" },
    element("h3", {}, say(language, "explanation")),
    element("p", {}, explanation),
  );
}

function buildSql({ sql, language }) {
  if (!sql) return null;
  return element(
    "details",
    { class: "fold" },
    element("summary", {}, say(language, "sql")),
    element("div", { class: "sql-box", dir: "ltr" }, buildPre("sql", sql), buildCopy(sql, language)),
  );
}

/* Browsers give the clipboard to pages over HTTPS and to this machine's own; elsewhere there is no button. */
function buildCopy(text, language) {
  if (!navigator.clipboard) return null;
  const copy = button("copy", say(language, "copy"), async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = say(language, "copied");
    setTimeout(() => (copy.textContent = say(language, "copy")), 2000);
  });
  return copy;
}

function buildDetail(language, text) {
  if (!text) return null;
  const summary = element("summary", {}, say(language, "technical"));
  return element("details", { class: "fold" }, summary, buildPre("technical", text));
}

function buildPre(className, text) {
  return element("pre", { class: className, dir: "ltr", tabindex: "0" }, element("code", {}, text));
}

function buildSuggestions({ suggestions, language }, ask) {
  if (!suggestions.length) return null;
  const items = suggestions.map((text) => element("li", {}, button("suggestion", text, () => ask(text))));
  return element(
    "section",
    { class: "further" },
    element("h3", {}, say(language, "suggestions")),
    element("ul", { class: "suggestions" }, ...items),
  );
}

/* Which generator answered, in what time, and where it is recorded. */
function buildOrigin({ id, generator, model, row_count: count, rows, timings_ms: timings, language }) {
  const link = element("a", { href: `${addresses.history}${id}` }, say(language, "record"));
  const facts = [
    generator && originName(generator, model, language),
    rows.length && say(language, count === 1 ? "row" : "rows", { count: formatNumber(count, language) }),
    formatDuration(timings.total, language),
  ].filter(Boolean);
  return element("p", { class: "origin" }, ...facts.map((fact) => element("bdi", {}, fact)), link);
}

function originName(generator, model, language) {
  if (generator === "builtin") return say(language, "builtin");
  return model ? `${generator} · ${model}` : generator;
}
