/* What else a part of a question may be: a menu that its chip opens, and which the server fills when that happens. */

import { button, element, freshId } from "./elements.js";
import { addresses, say } from "./words.js";

/** A button and the menu that it opens; what is chosen there is asked as a change of the answer. */
export function buildChanges({ part, label }, answer, ask) {
  const name = `${say(answer.language, "change")}: ${label}`;
  const id = freshId("changes");
  const menu = element("div", { id, class: "changes", popover: true, role: "menu", "aria-label": name });
  const named = { popovertarget: id, "aria-haspopup": "menu", "aria-label": name, title: name };
  const opener = element("button", { type: "button", class: "chip-change", ...named });
  menu.addEventListener("toggle", async ({ newState }) => {
    if (newState !== "open") return;
    menu.replaceChildren(...(await buildEntries(part, answer, ask)));
    menu.firstChild.focus();
  });
  menu.addEventListener("click", () => menu.hidePopover());
  menu.addEventListener("keydown", (event) => move([...menu.children], event));
  for (const inside of [opener, menu]) inside.addEventListener("focusout", (event) => leave(opener, menu, event));
  return [opener, menu];
}

async function buildEntries(part, { id, generator, language }, ask) {
  const found = await load(`${addresses.runs}${id}/changes?${new URLSearchParams({ part })}`);
  if (!found?.length) return [buildEntry(say(language, found ? "no_change" : "server_unreachable"))];
  return found.map(({ label, question }) => buildEntry(label, () => ask(question, { generator, continues: id })));
}

function buildEntry(label, act) {
  const entry = button("change", element("bdi", {}, label), act);
  entry.setAttribute("role", "menuitem");
  entry.setAttribute("aria-disabled", String(!act));
  entry.tabIndex = -1;
  return entry;
}

async function load(address) {
  try {
    return (await (await fetch(address, { headers: { Accept: "application/json" } })).json()).items;
  } catch {
    return null;
  }
}

/* Where the focus has gone elsewhere; who presses the button means to close the menu, and not to leave it. */
function leave(opener, menu, { relatedTarget: to }) {
  if (to && to !== opener && !menu.contains(to)) menu.hidePopover();
}

/* Arrow keys go from one entry to the next, and from the last to the first. */
function move(entries, event) {
  const at = entries.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  entries.at(next % entries.length).focus();
}
