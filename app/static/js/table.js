/* The rows of an answer as a table: sorted by a press on a heading, a page at a time. */

import { button, element } from "./elements.js";
import { formatCell, formatNumber } from "./format.js";
import { say } from "./words.js";

const PAGE = 100;
/* Texts of so many characters stay in one line; the table scrolls. */
const BRIEF = 20;
const ORDERS = { ascending: 1, descending: -1 };

/** A table of the answer's rows, in a box that scrolls by itself, with a pager below where it takes more pages. */
export function buildTable(answer) {
  return new Table(answer).whole;
}

class Table {
  constructor({ columns, rows, question, language }) {
    Object.assign(this, { columns, rows, language, sorted: rows, page: 0, by: null, order: null });
    this.headings = columns.map((column, index) => this.buildHeading(column, index));
    this.body = element("tbody");
    const caption = element("caption", { class: "visually-hidden", dir: "auto" }, question);
    const table = element("table", {}, caption, element("thead", {}, element("tr", {}, ...this.headings)), this.body);
    const name = { role: "region", tabindex: "0", "aria-label": say(language, "result") };
    this.box = element("div", { class: "table-box", ...name }, table);
    this.pager = rows.length > PAGE ? this.buildPager() : null;
    this.whole = element("div", { class: "table-whole" }, this.box, this.pager);
    this.showPage(0);
  }

  buildHeading(column, index) {
    const unit = column.unit ? element("span", { class: "unit" }, column.unit) : null;
    const label = element("span", { class: lengthOf(column.label) }, element("bdi", {}, column.label), unit);
    return element("th", { scope: "col", class: column.type }, button("sort", label, () => this.sortBy(index)));
  }

  /* First upwards, then downwards, then as the rows came. */
  sortBy(index) {
    const orders = [null, "ascending", "descending"];
    this.order = orders[(orders.indexOf(this.by === index ? this.order : null) + 1) % orders.length];
    this.by = index;
    this.headings.forEach((heading, at) => setOrder(heading, at === index ? this.order : null));
    this.sorted = this.order ? sortRows(this.rows, index, this.columns[index], this.order, this.language) : this.rows;
    this.showPage(0);
  }

  showPage(page) {
    this.page = page;
    const shown = this.sorted.slice(page * PAGE, (page + 1) * PAGE);
    this.body.replaceChildren(...shown.map((row) => buildRow(row, this.columns, this.language)));
    this.box.scrollTop = 0;
    if (this.pager) this.showPlace(shown.length);
  }

  buildPager() {
    this.place = element("span", { role: "status" });
    this.previous = button("quiet", say(this.language, "previous"), () => this.showPage(this.page - 1));
    this.next = button("quiet", say(this.language, "next"), () => this.showPage(this.page + 1));
    return element("div", { class: "table-pager" }, this.previous, this.place, this.next);
  }

  showPlace(count) {
    const first = this.page * PAGE;
    const numbers = { first: first + 1, last: first + count, count: this.rows.length };
    const shown = Object.entries(numbers).map(([name, number]) => [name, formatNumber(number, this.language)]);
    this.place.textContent = say(this.language, "place", Object.fromEntries(shown));
    this.previous.disabled = first === 0;
    this.next.disabled = first + count === this.rows.length;
  }
}

function setOrder(heading, order) {
  if (order) heading.setAttribute("aria-sort", order);
  else heading.removeAttribute("aria-sort");
}

/** The rows in the order of a column; those without a value stand last, either way. */
export function sortRows(rows, index, column, order, language) {
  const compare = column.type === "number" ? compareNumbers : new Intl.Collator(language, { numeric: true }).compare;
  const [missing, present] = [[], []];
  for (const row of rows) (row[index] === null ? missing : present).push(row);
  return [...present.sort((one, other) => ORDERS[order] * compare(one[index], other[index])), ...missing];
}

/* Texts are numbers whose digits JavaScript's own would not keep; as far as an order goes, they come close enough. */
function compareNumbers(one, other) {
  return Number(one) - Number(other);
}

function buildRow(row, columns, language) {
  return element("tr", {}, ...row.map((value, index) => buildCell(value, columns[index], language)));
}

/* The text of a cell has its own direction; the column keeps the card's. */
function buildCell(value, column, language) {
  const direction = column.type === "number" ? "ltr" : "auto";
  const text = formatCell(value, column, language);
  return element("td", { class: `${column.type} ${lengthOf(text)}` }, element("bdi", { dir: direction }, text));
}

function lengthOf(text) {
  return text.length <= BRIEF ? "brief" : "long";
}
