/* Values as people read them: Persian digits and calendar in Persian, ASCII and Gregorian dates in English. */

import { monthName, say, seasonName } from "./words.js";

const NUMBERS = { fa: "fa-IR", en: "en-US" };
const DATES = { fa: "fa-IR-u-ca-persian", en: "en-GB" };
const LAST_JALALI_YEAR = 1500;
const UNGROUPED = /^(id|year)$|_id$/;
const SPAN = /^(\d{4})-(?:(\d{2})(?:-(\d{2}))?|([QS])(\d))$/;
const SPAN_COLUMNS = new Set(["day", "week", "month", "quarter", "season", "year"]);
const DAY = { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" };
const MOMENT = /^([1-8]\d{3}-\d\d-\d\d)(?:T(\d\d:\d\d)[\d:.+-]*)?$/;
const MIDNIGHT = "00:00";

/** A number as the server's sentences have it; `value` may be a text where a JSON number would lose digits. */
export function formatNumber(value, language, options = {}) {
  if (!/^-?\d/.test(value)) return String(value);
  const digits = Math.abs(value) < 1 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 2 };
  return new Intl.NumberFormat(NUMBERS[language], { ...digits, ...options }).format(value === 0 ? 0 : value);
}

/** A duration: milliseconds below one second, else seconds. */
export function formatDuration(milliseconds, language) {
  if (milliseconds < 1000) {
    return say(language, "milliseconds", { count: formatNumber(Math.ceil(milliseconds), language) });
  }
  const seconds = formatNumber(milliseconds / 1000, language, { maximumFractionDigits: 1 });
  return say(language, "seconds", { seconds });
}

/** A day or a time, by the clock that it is written in; what is beyond people's calendars stays as it is. */
export function formatMoment(written, language) {
  const [matched, day, clock] = MOMENT.exec(written) ?? [];
  if (!matched) return written;
  const date = new Intl.DateTimeFormat(DATES[language], DAY).format(new Date(day));
  if (!clock || clock === MIDNIGHT) return date;
  return say(language, "moment", { date, clock: clock.replace(/\d/g, (digit) => plain(digit, language)) });
}

/** A stretch of time as the SQL labels it: 1405-08-30, 1405-08, 1405-Q3, 1405-S2. Other text stays as it is. */
export function formatSpan(label, language) {
  const [matched, year, month, day, kind, number] = SPAN.exec(label) ?? [];
  if (!matched) return /^\d{4}$/.test(label) ? plain(label, language) : label;
  const shownYear = plain(year, language);
  if (kind === "Q") return say(language, `quarter${number}`, { year: shownYear });
  if (kind === "S") return `${seasonName(language, number)} ${shownYear}`;
  const calendar = year <= LAST_JALALI_YEAR ? "jalali" : "gregorian";
  return [day && plain(day, language), monthName(language, calendar, month), shownYear].filter(Boolean).join(" ");
}

/** A cell of a result as text. */
export function formatCell(value, column, language) {
  if (value === null) return "—";
  if (typeof value === "boolean") return say(language, value ? "yes" : "no");
  if (column.type === "number") return formatNumber(value, language, { useGrouping: !UNGROUPED.test(column.name) });
  if (column.type === "date" || column.type === "time") return formatMoment(value, language);
  if (SPAN_COLUMNS.has(column.name)) return formatSpan(value, language);
  return column.values[value] ?? (typeof value === "object" ? JSON.stringify(value) : String(value));
}

/** A whole number without separators. */
function plain(digits, language) {
  return formatNumber(digits, language, { useGrouping: false });
}
