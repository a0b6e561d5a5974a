/* Values as people read them: Persian digits and calendar in Persian, ASCII and Gregorian dates in English. */

import { monthName, say, seasonName, timeZone, valueLabel } from "./words.js";

const NUMBERS = { fa: "fa-IR", en: "en-US" };
const DATES = { fa: "fa-IR-u-ca-persian", en: "en-GB" };
const LAST_JALALI_YEAR = 1500;
const UNGROUPED = /^(id|year)$|_id$/;
const SPAN = /^(\d{4})-(?:(\d{2})(?:-(\d{2}))?|([QS])(\d))$/;
const SPAN_COLUMNS = new Set(["day", "week", "month", "quarter", "season", "year"]);
const DAY = { year: "numeric", month: "long", day: "numeric" };
const MINUTE = { ...DAY, hour: "2-digit", minute: "2-digit", timeZone };

/** A number; `value` may be a text where a JSON number would lose digits. */
export function formatNumber(value, language, options = {}) {
  return new Intl.NumberFormat(NUMBERS[language], { maximumFractionDigits: 2, ...options }).format(value);
}

/** A duration: milliseconds below one second, else seconds. */
export function formatDuration(milliseconds, language) {
  if (milliseconds < 1000) {
    return say(language, "milliseconds", { count: formatNumber(Math.ceil(milliseconds), language) });
  }
  const seconds = formatNumber(milliseconds / 1000, language, { maximumFractionDigits: 1 });
  return say(language, "seconds", { seconds });
}

/** A day, YYYY-MM-DD. */
export function formatDate(iso, language) {
  return new Intl.DateTimeFormat(DATES[language], { ...DAY, timeZone: "UTC" }).format(new Date(`${iso}T00:00Z`));
}

/** A moment, ISO 8601; one without an offset is UTC, as the database's session is. */
export function formatTime(iso, language) {
  const moment = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
  return new Intl.DateTimeFormat(DATES[language], MINUTE).format(moment);
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
  if (column.type === "date") return formatDate(value, language);
  if (column.type === "time") return formatTime(value, language);
  if (SPAN_COLUMNS.has(column.name)) return formatSpan(value, language);
  return String(valueLabel(language, column.name, value));
}

/** A whole number without separators. */
function plain(digits, language) {
  return formatNumber(digits, language, { useGrouping: false });
}
