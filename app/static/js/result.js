/* What was found: a figure, or the rows as a chart and as a table, to look at and to take away. */

import { button, element } from "./elements.js";
import { Chart } from "./chart.js";
import { formatCell } from "./format.js";
import { buildTable } from "./table.js";
import { buildTabs } from "./tabs.js";
import { addresses, say } from "./words.js";

/** The result of an answer; null where there is none. */
export function buildResult(answer) {
  const { rows, columns } = answer;
  if (!rows.length) return null;
  const isFigure = rows.length === 1 && columns.length === 1 && rows[0][0] !== null;
  if (isFigure) return buildFigure(answer);
  return answer.chart && addresses.vega ? buildViews(answer) : buildRows(answer);
}

function buildFigure({ rows, columns: [column], language }) {
  const value = element("bdi", { class: "figure-value" }, formatCell(rows[0][0], column, language));
  const unit = column.unit ? element("span", { class: "figure-unit" }, column.unit) : null;
  const number = element("p", { class: "figure-number" }, value, unit);
  return element("div", { class: "figure" }, element("p", { class: "figure-label" }, column.label), number);
}

function buildRows(answer) {
  const bar = element("div", { class: "result-bar" }, buildDownloads(answer));
  return element("section", { class: "result", "aria-label": say(answer.language, "result") }, bar, buildTable(answer));
}

function buildViews(answer) {
  const { language } = answer;
  const chart = new Chart(answer, () => tabs.show(1));
  const pictures = ["png", "svg"].map((kind) => buildPicture(chart, kind));
  const shown = (chosen) => pictures.forEach((picture) => (picture.hidden = !chosen));
  const tabs = buildTabs(say(language, "views"), [
    { label: say(language, "chart"), build: () => chart.draw(), shown },
    { label: say(language, "table"), build: () => buildTable(answer) },
  ]);
  const bar = element("div", { class: "result-bar" }, tabs.list, buildDownloads(answer, pictures));
  return element("section", { class: "result", "aria-label": say(language, "result") }, bar, ...tabs.panels);
}

function buildPicture(chart, kind) {
  const save = button("small", kind.toUpperCase(), () => chart.save(kind));
  save.setAttribute("aria-label", say(chart.language, "save_picture", { kind: kind.toUpperCase() }));
  return save;
}

/* The server makes the files, of all rows up to its own cap. */
function buildDownloads({ id, language }, pictures = []) {
  const links = ["csv", "xlsx"].map((format) => {
    const address = `${addresses.runs}${id}/export?${new URLSearchParams({ format, language })}`;
    const name = say(language, "save_rows", { kind: format.toUpperCase() });
    return element("a", { class: "small", href: address, download: true, "aria-label": name }, format.toUpperCase());
  });
  return element("span", { class: "downloads" }, ...pictures, ...links);
}
