/* The rows of an answer as a table. */

import { element } from "./elements.js";
import { formatCell } from "./format.js";
import { say } from "./words.js";

/** A table of the answer's rows, in a box that scrolls by itself. */
export function buildTable({ columns, rows, question, language }) {
  const table = element(
    "table",
    {},
    element("caption", { class: "visually-hidden", dir: "auto" }, question),
    element("thead", {}, element("tr", {}, ...columns.map(buildHeading))),
    element("tbody", {}, ...rows.map((row) => buildRow(row, columns, language))),
  );
  return element(
    "div",
    { class: "table-box", role: "region", tabindex: "0", "aria-label": say(language, "result") },
    table,
  );
}

function buildHeading(column) {
  const unit = column.unit ? element("span", { class: "unit" }, column.unit) : null;
  return element("th", { scope: "col", class: column.type }, element("span", {}, column.label), unit);
}

function buildRow(row, columns, language) {
  return element("tr", {}, ...row.map((value, index) => buildCell(value, columns[index], language)));
}

/* The text of a cell has its own direction; the column keeps the card's. */
function buildCell(value, column, language) {
  const direction = column.type === "number" ? "ltr" : "auto";
  return element("td", { class: column.type }, element("bdi", { dir: direction }, formatCell(value, column, language)));
}
