/* Tabs: one of several panels is shown; arrow keys go from one to the next. */

import { button, element, freshId } from "./elements.js";

/**
 * A list of tabs for panels; a panel is made when it is shown for the first time.
 * @param {string} label what the tabs are for
 * @param {{label: string, build: () => Node, shown?: (chosen: boolean) => void}[]} panels
 */
export function buildTabs(label, panels) {
  const built = panels.map(buildPair);
  const list = element("div", { class: "tabs", role: "tablist", "aria-label": label }, ...built.map(({ tab }) => tab));
  const show = (chosen) => {
    for (const pair of built) setChosen(pair, pair === chosen);
  };
  for (const pair of built) pair.tab.addEventListener("click", () => show(pair));
  list.addEventListener("keydown", (event) => {
    const next = neighbour(built, event);
    if (!next) return;
    event.preventDefault();
    show(next);
    next.tab.focus();
  });
  show(built[0]);
  return { list, panels: built.map(({ panel }) => panel), show: (index) => show(built[index]) };
}

function buildPair({ label, build, shown }) {
  const [tabId, panelId] = [freshId("tab"), freshId("panel")];
  const tab = button("tab", label);
  tab.setAttribute("role", "tab");
  tab.id = tabId;
  tab.setAttribute("aria-controls", panelId);
  const panel = element("div", { class: "panel", role: "tabpanel", id: panelId, "aria-labelledby": tabId });
  return { tab, panel, build, shown };
}

function setChosen({ tab, panel, build, shown }, chosen) {
  tab.setAttribute("aria-selected", String(chosen));
  tab.tabIndex = chosen ? 0 : -1;
  panel.hidden = !chosen;
  if (chosen && !panel.hasChildNodes()) panel.append(build());
  shown?.(chosen);
}

/* The tab that a key leads to; left and right as the eye sees them. */
function neighbour(built, { key, currentTarget }) {
  const forward = getComputedStyle(currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const at = built.findIndex(({ tab }) => tab === document.activeElement);
  if (key === "Home") return built[0];
  if (key === "End") return built.at(-1);
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  return built.at((at + (key === forward ? 1 : -1)) % built.length);
}
