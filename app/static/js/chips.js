/* What was understood, as chips below the sentence, each to be changed where something else may take its place. */

import { buildChanges } from "./changes.js";
import { button, element, icon } from "./elements.js";
import { availableGenerators } from "./status.js";
import { generatorName, monthNames, say } from "./words.js";

const CALENDARS = ["jalali", "gregorian"];
const VERIFIED = "verified";
const YEAR = /[\d۰-۹]{4}/u;

/** The chips of an answer: what was understood, and who answered. `ask` asks another question. */
export function buildChips(answer, ask) {
  const { interpretation, generator, language } = answer;
  const chips = interpretation.map((part) => buildChip(part, ...buildActions(part, answer, ask)));
  if (generator) chips.push(buildOrigin(answer, ask));
  return chips.length ? element("ul", { class: "chips", "aria-label": say(language, "understood") }, ...chips) : null;
}

function buildChip({ kind, label, value }, ...actions) {
  const mark = kind === VERIFIED ? icon("check") : null;
  const name = element("span", { class: "chip-label" }, label);
  const shown = element("bdi", { class: "chip-value" }, value);
  return element("li", { class: `chip chip-${kind}` }, mark, name, shown, ...actions);
}

/* Ways to something else of a part: a menu, and for a period the other calendar. */
function buildActions(part, answer, ask) {
  const changes = part.part ? buildChanges(part, answer, ask) : [];
  return part.kind === "period" ? [...changes, buildSwitch(part, answer, ask)] : changes;
}

/* Who answered, and buttons to ask the others the same. */
function buildOrigin({ question, generator, model, language }, ask) {
  const value = [generatorName(language, generator), model].filter(Boolean).join(" · ");
  const others = availableGenerators().filter((other) => other !== generator && generator !== "sql");
  const switches = others.map((other) => {
    const label = say(language, "ask_other", { name: generatorName(language, other) });
    return button("chip-switch", label, () => ask(question, { generator: other }));
  });
  return buildChip({ kind: "origin", label: say(language, "answered_by"), value }, ...switches);
}

/* A button that asks the same question in the other calendar, where the chip shows which one it was. */
function buildSwitch({ value }, answer, ask) {
  const { question, language } = answer;
  const used = CALENDARS.find((calendar) => namesMonth(value, language, calendar));
  if (!used || !hasEither(answer)) return null;
  const other = CALENDARS.find((calendar) => calendar !== used);
  const act = () => ask(inCalendar(question, language, used, other));
  return button("chip-switch", say(language, `in_${other}`), act);
}

/* Whether a question's period is in either calendar: its own words tell it, and name no month or year of one. */
function hasEither({ question, interpretation, language }) {
  if (YEAR.test(question) || interpretation.some(({ kind }) => kind === "continues")) return false;
  return !CALENDARS.some((calendar) => namesMonth(question, language, calendar));
}

function namesMonth(text, language, calendar) {
  const words = text.toLowerCase().split(/[^\p{L}\u200c]+/u);
  return monthNames(language, calendar).some((name) => words.includes(name.toLowerCase()));
}

/** The question with the word for a calendar at its end, instead of the other's where that is there. */
export function inCalendar(question, language, used, other) {
  const bare = question.trim().replace(/[\s.?!؟]+$/u, "");
  const written = say(language, used);
  const kept = bare.endsWith(` ${written}`) ? bare.slice(0, -written.length).trimEnd() : bare;
  return `${kept} ${say(language, other)}`;
}
