/* An answer as a card: the sentence, what was understood, the rows, how it was computed, the SQL, what to ask next. */

import { buildChips } from "./chips.js";
import { button, element, fold, iconButton } from "./elements.js";
import { buildFeedback } from "./feedback.js";
import { formatDuration, formatNumber } from "./format.js";
import { buildResult } from "./result.js";
import { buildCopy, buildPre, buildSql } from "./sql.js";
import { addresses, directionOf, say } from "./words.js";

/**
 * A card for a question, in a language; the question's own text decides its direction.
 * The composer takes the question back when somebody presses the pencil.
 */
export function buildCard(question, language, ...parts) {
  return element(
    "article",
    { class: "card", lang: language, dir: directionOf(language) },
    element(
      "header",
      { class: "card-head" },
      element("h2", { class: "question" }, element("bdi", {}, question)),
      iconButton("small-icon rewrite", "pencil", say(language, "rewrite")),
    ),
    ...parts,
  );
}

/**
 * The card of an answer, as POST /api/query/ returns it.
 * @param {{ask: (question: string, how?: object) => void, run: (sql: string) => void}} acts what the card can set going
 */
export function buildAnswer(answer, { ask, run }) {
  const { language, error } = answer;
  const card = buildCard(
    answer.question,
    language,
    element("p", { class: error ? "answer answer-missing" : "answer", tabindex: "-1" }, answer.answer),
    error ? buildSuggestions(answer, ask) : null,
    buildChips(answer, ask),
    buildResult(answer),
    buildExplanation(answer),
    buildSql(written(answer), run),
    buildWarnings(answer),
    buildDetail(language, error?.detail),
    error ? null : buildSuggestions(answer, ask),
    buildFoot(answer),
  );
  card.dataset.outcome = answer.outcome;
  return card;
}

/* The SQL of an answer; of none, what was tried last, which whoever wrote it finds open to mend. */
function written({ sql, attempts, generator, error, language }) {
  return { sql: sql ?? attempts.at(-1)?.sql, language, open: Boolean(error) && generator === "sql" };
}

/** The card of a question that got no answer: a sentence, the technical side folded, and a way to try again. */
export function buildFailure({ question, language, message, technical, outcome = "failed", retry }) {
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
  card.dataset.outcome = outcome;
  return card;
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

function buildDetail(language, text) {
  return text ? fold("detail-fold", say(language, "technical"), buildPre("technical", text)) : null;
}

/* Readings to choose from are what the answer is waiting for; other suggestions are changes of it, or whole questions. */
function buildSuggestions({ id, suggestions, outcome, error, language }, act) {
  if (!suggestions.length) return null;
  const ask = (text) => act(text, error ? {} : { continues: id });
  const isChoice = outcome === "needs_clarification";
  const kind = isChoice ? "secondary choice-button" : "suggestion";
  const items = suggestions.map((text) => element("li", {}, button(kind, element("bdi", {}, text), () => ask(text))));
  return element(
    "section",
    { class: "further" },
    element("h3", {}, say(language, isChoice ? "meanings" : "suggestions")),
    element("ul", { class: isChoice ? "choices" : "suggestions" }, ...items),
  );
}

/* Whether it was right; how much and in what time; and where it stays. */
function buildFoot(answer) {
  const { id, row_count: count, rows, timings_ms: timings, language } = answer;
  const address = `${addresses.history}${id}`;
  const link = element("a", { href: address }, say(language, "record"));
  const facts = [
    rows.length > 1 && say(language, "rows", { count: formatNumber(count, language) }),
    formatDuration(timings.total, language),
  ].filter(Boolean);
  const shown = [...facts.map((fact) => element("bdi", {}, fact)), link];
  const copy = buildCopy(new URL(address, location).href, language, "copy_link");
  const origin = element("p", { class: "origin" }, ...shown, copy);
  return element("footer", { class: "card-foot" }, buildFeedback(answer), origin);
}
