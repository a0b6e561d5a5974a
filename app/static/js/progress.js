/* A question that is being worked on: its steps as they happen, the SQL as it is written, the time, and a way out. */

import { button, element, icon } from "./elements.js";
import { formatDuration, formatNumber } from "./format.js";
import { pageLanguage, say, stepName } from "./words.js";

const STEPS = ["understand", "generate", "validate", "execute", "explain"];

/** What a question's card shows until there is an answer; `cancel` is called when somebody gives up waiting. */
export class Progress {
  constructor(cancel) {
    this.started = performance.now();
    this.time = element("span", { class: "elapsed" });
    this.steps = element("ol", { class: "steps", "aria-label": say(pageLanguage, "steps"), hidden: true });
    this.sql = element("code");
    this.draft = element("pre", { class: "sql draft", dir: "ltr", hidden: true }, this.sql);
    const dots = element("span", { class: "dots", "aria-hidden": "true" }, ...[1, 2, 3].map(() => element("span")));
    const line = element("p", { class: "working" }, dots, this.time);
    const giveUp = button("quiet", say(pageLanguage, "cancel"), cancel);
    this.parts = [element("div", { class: "working-bar" }, line, giveUp), this.steps, this.draft];
    this.timer = setInterval(() => this.tick(), 1000);
    this.tick();
  }

  /** Take note of an event of the stream. */
  hear(name, data) {
    if (name === "step") this.showStep(data);
    if (name === "token") this.write(this.sql.textContent + data.text);
    if (name === "sql") this.write(data.sql);
  }

  stop() {
    clearInterval(this.timer);
  }

  tick() {
    const seconds = formatNumber(Math.floor((performance.now() - this.started) / 1000), pageLanguage);
    this.time.textContent = say(pageLanguage, "working", { seconds });
  }

  showStep({ node, status, ms }) {
    if (this.steps.hidden) this.steps.append(...STEPS.map(buildStep));
    this.steps.hidden = false;
    const step = this.stepOf(node);
    step.dataset.state = status;
    step.querySelector(".step-time").textContent = status === "finished" ? formatDuration(ms, pageLanguage) : "";
    if (status !== "started") return;
    if (node === "generate") this.write("");
    for (let later = step.nextElementSibling; later; later = later.nextElementSibling) later.dataset.state = "waiting";
  }

  stepOf(node) {
    const known = [...this.steps.children].find((step) => step.dataset.node === node);
    if (known) return known;
    const added = buildStep(node);
    this.steps.append(added);
    return added;
  }

  write(sql) {
    this.sql.textContent = sql;
    this.draft.hidden = !sql;
  }
}

function buildStep(node) {
  const name = element("span", {}, stepName(pageLanguage, node));
  const step = element("li", { class: "step" }, icon("check"), name, element("bdi", { class: "step-time" }));
  step.dataset.node = node;
  step.dataset.state = "waiting";
  return step;
}
