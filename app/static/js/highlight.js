/* Colours SQL: what is a keyword, a function, a text, a number or a comment. */

import { element } from "./elements.js";

const KEYWORDS = new Set(
  `all and any as asc between by case cast cross current_date date desc distinct else end except exists extract false
  filter first from full group having ilike in inner intersect interval is join last lateral left like limit not null
  nulls offset on or order outer over partition right rows select some table then time timestamp true union using values
  when where window with within zone`.split(/\s+/),
);
const TOKENS = new RegExp(
  [
    /(?<comment>--[^\n]*|\/\*[^]*?\*\/)/,
    /(?<string>'(?:[^']|'')*'?)/,
    /(?<name>"(?:[^"]|"")*"?)/,
    /(?<number>\b\d+(?:\.\d+)?\b)/,
    /(?<word>[\p{L}_][\p{L}\p{N}_$]*)/,
  ]
    .map((token) => token.source)
    .join("|"),
  "gu",
);

/** A statement's text as nodes, one element around each word that has a colour. */
export function highlight(sql) {
  const nodes = [];
  let end = 0;
  for (const match of sql.matchAll(TOKENS)) {
    nodes.push(sql.slice(end, match.index));
    end = match.index + match[0].length;
    const kind = kindOf(match, sql.slice(end));
    nodes.push(kind ? element("span", { class: `sql-${kind}` }, match[0]) : match[0]);
  }
  return [...nodes, sql.slice(end)];
}

function kindOf({ groups }, rest) {
  const { word } = groups;
  if (!word) return Object.keys(groups).find((name) => groups[name]);
  if (KEYWORDS.has(word.toLowerCase())) return "keyword";
  return /^\s*\(/.test(rest) ? "function" : null;
}
