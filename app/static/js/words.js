/* The words of both languages, which the server puts into the page. */

const data = JSON.parse(document.getElementById("page-data").textContent);

export const addresses = data.addresses;

const DIRECTIONS = { fa: "rtl", en: "ltr" };

/** The language of the page around the answers. */
export const pageLanguage = document.documentElement.lang;

export function directionOf(language) {
  return DIRECTIONS[language];
}

/** A message in a language, its `{name}` places filled in. */
export function say(language, key, values = {}) {
  return data.words[language].messages[key].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** What a node of the graph does; a node that was added has its own name. */
export function stepName(language, node) {
  return data.words[language].steps[node] ?? node;
}

/** What people call a generator; one that was added has its own name. */
export function generatorName(language, generator) {
  return data.words[language].generators[generator] ?? generator;
}

/** The name of a month; `calendar` is jalali or gregorian, `month` counts from 1. */
export function monthName(language, calendar, month) {
  return data.words[language].months[calendar][month - 1];
}

/** The names of a calendar's months. */
export function monthNames(language, calendar) {
  return data.words[language].months[calendar];
}

/** The name of a season; 1 is spring. */
export function seasonName(language, season) {
  return data.words[language].seasons[season - 1];
}
