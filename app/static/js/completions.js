/* Completions of what is being typed: verified questions first, then examples; arrow keys choose, Enter asks. */

import { element, icon } from "./elements.js";
import { recentQuestions } from "./recent.js";
import { addresses, pageLanguage } from "./words.js";

const PAUSE_MS = 150;
/* Nothing longer is looked for, nor does the server take it. */
const LONGEST = 200;
const PERSIAN = /[\u0600-\u06ff]/;

export class Completions {
  /** `choose` is called with the question that somebody takes. */
  constructor(field, list, choose) {
    Object.assign(this, { field, list, choose, at: -1, timer: 0, wanted: "" });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => this.take(target.closest("[role=option]")));
    field.addEventListener("blur", () => this.close());
  }

  /** Look for completions once the typing pauses. */
  update() {
    this.close();
    this.wanted = this.field.value.trim();
    if (this.wanted && this.wanted.length <= LONGEST) this.timer = setTimeout(() => this.load(this.wanted), PAUSE_MS);
  }

  /** Whether a key was for the list. */
  takes(event) {
    const { key } = event;
    const isOpen = !this.list.hidden;
    if (key === "ArrowDown" && !isOpen && !this.field.value) this.showRecent();
    else if (isOpen && (key === "ArrowDown" || key === "ArrowUp")) this.move(key === "ArrowDown" ? 1 : -1);
    else if (isOpen && key === "Escape") this.close();
    else if (isOpen && key === "Enter" && this.at >= 0) this.take(this.list.children[this.at]);
    else return false;
    event.preventDefault();
    return true;
  }

  close() {
    clearTimeout(this.timer);
    this.wanted = "";
    this.list.hidden = true;
    this.at = -1;
    this.field.removeAttribute("aria-activedescendant");
  }

  async load(text) {
    const language = PERSIAN.test(text) ? "fa" : /[a-z]/i.test(text) ? "en" : pageLanguage;
    const found = await suggestionsFor(text, language);
    if (this.wanted === text) this.show(found.filter(({ question }) => question !== text));
  }

  showRecent() {
    this.show(recentQuestions().map((question) => ({ question })));
  }

  show(found) {
    this.list.replaceChildren(...found.map(buildOption));
    this.list.hidden = !found.length;
    this.at = -1;
  }

  move(by) {
    const options = [...this.list.children];
    this.at = (this.at + by + options.length + (this.at < 0 && by < 0 ? 1 : 0)) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
    this.field.setAttribute("aria-activedescendant", options[this.at].id);
    options[this.at].scrollIntoView({ block: "nearest" });
  }

  take(option) {
    if (option) this.choose(option.textContent);
  }
}

/* Questions whose SQL a person has approved carry a mark. */
function buildOption({ question, verified }, index) {
  const attributes = { role: "option", id: `completion-${index}`, "aria-selected": "false" };
  return element("li", attributes, element("bdi", {}, question), verified ? icon("check") : null);
}

/* Nobody misses a completion that did not come. */
async function suggestionsFor(text, language) {
  try {
    const response = await fetch(`${addresses.suggestions}?${new URLSearchParams({ text, language })}`);
    return (await response.json()).items;
  } catch {
    return [];
  }
}
