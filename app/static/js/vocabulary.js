/* What one may ask about, in a dialog: the tables with their columns, and what can be computed. */

import { element } from "./elements.js";
import { addresses, pageLanguage, say } from "./words.js";

const dialog = document.getElementById("vocabulary");
const content = document.getElementById("vocabulary-content");

/** Open the dialog at each press of the button; its content is fetched once. */
export function offerVocabulary(opener) {
  opener.addEventListener("click", async () => {
    dialog.showModal();
    if (!content.hasChildNodes()) content.replaceChildren(...(await load()));
  });
}

async function load() {
  try {
    const response = await fetch(`${addresses.vocabulary}?${new URLSearchParams({ language: pageLanguage })}`);
    const { tables } = await response.json();
    return tables.map(buildTable);
  } catch {
    return [element("p", {}, say(pageLanguage, "server_unreachable"))];
  }
}

function buildTable({ label, measures, columns }) {
  return element(
    "section",
    { class: "subject" },
    element("h3", {}, label),
    buildList(say(pageLanguage, "computable"), measures.map((measure) => measure.label)),
    buildList(say(pageLanguage, "columns"), columns.map(nameColumn)),
  );
}

/* A column and, where there are few, what its values are called. */
function nameColumn({ label, values }) {
  if (!values.length) return label;
  return say(pageLanguage, "column_values", { label, values: values.join(say(pageLanguage, "comma")) });
}

function buildList(title, items) {
  if (!items.length) return null;
  const entries = items.map((item) => element("li", { class: "term" }, element("bdi", {}, item)));
  return element("div", { class: "terms" }, element("h4", {}, title), element("ul", {}, ...entries));
}
