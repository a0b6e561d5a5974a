/* An answer's chart: the server has chosen its kind and its words; here it gets its rows and the page's colours. */

import { element, fold } from "./elements.js";
import { buildPre } from "./sql.js";
import { addresses, say } from "./words.js";

const HEIGHT = 300;
const THIN_BAR = 14;
const GAP = 12;
const WIDEST_NAMES = 0.4;
/* In a chart this narrow, labels near its ends are written inwards, or they would stick out. */
const NARROW = 480;
const NEAR = 48;
const PICTURE_SCALE = 2;
/* `ast` and the styles that are left out keep vega-embed to a strict content security policy. */
const EMBEDDING = {
  actions: false,
  ast: true,
  defaultStyle: false,
  renderer: "svg",
  tooltip: { disableDefaultStyle: true },
};

let library = null;

/** A chart of an answer; `fail` is called where none can be drawn. */
export class Chart {
  constructor(answer, fail) {
    Object.assign(this, { answer, fail, language: answer.language, view: null });
    const name = say(this.language, "chart_of", { title: answer.question });
    this.canvas = element("div", { class: "chart-canvas", dir: "ltr", role: "img", "aria-label": name });
    this.box = element("div", { class: "chart" }, this.canvas);
  }

  /** The box that the chart appears in, once its library is here. */
  draw() {
    this.render();
    document.addEventListener("themechange", () => this.box.isConnected && this.render());
    return this.box;
  }

  /** Give the chart to the reader as a file, `png` or `svg`. */
  async save(kind) {
    if (!this.view) return;
    const picture =
      kind === "svg"
        ? new Blob([await this.view.toSVG()], { type: "image/svg+xml" })
        : await blobOf(await this.view.toCanvas(PICTURE_SCALE));
    const link = element("a", { href: URL.createObjectURL(picture), download: `querycraft-${this.answer.id}.${kind}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  }

  async render() {
    this.box.setAttribute("aria-busy", "true");
    try {
      const embed = await loadLibrary();
      await inPage(this.box);
      const { view } = await embed(this.canvas, specification(this.answer, this.box.clientWidth), EMBEDDING);
      this.view = view;
    } catch (error) {
      this.box.replaceChildren(...this.buildApology(error));
      this.fail();
    }
    this.box.setAttribute("aria-busy", "false");
  }

  buildApology(error) {
    const detail = fold("", say(this.language, "technical"), buildPre("technical", String(error)));
    return [element("p", { class: "chart-missing" }, say(this.language, "chart_failed")), detail];
  }
}

/* The library comes with the first chart. */
function loadLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = element("script", { src: addresses.vega });
    script.addEventListener("load", () => resolve(window.vegaEmbed));
    script.addEventListener("error", () => reject(new Error(`${addresses.vega} can't be loaded`)));
    document.head.append(script);
  });
  return library;
}

/* A chart takes its width from its box, which has one once it is in the page. */
async function inPage(box) {
  while (!box.isConnected) await new Promise(requestAnimationFrame);
}

function blobOf(canvas) {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function specification({ chart, columns, rows }, width) {
  const names = columns.map((column) => column.name);
  return {
    ...narrowed(structuredClone(chart), width),
    autosize: { type: "fit-x", contains: "padding" },
    config: { ...look(width), ...chart.config },
    data: { values: rows.map((row) => Object.fromEntries(row.map((cell, at) => [names[at], cell]))) },
    height: heightOf(chart),
  };
}

/* The specification with its longest names cut off where they would leave no room for the bars. */
function narrowed(spec, width) {
  const names = spec.encoding.y?.axis;
  if (names?.labelLimit) names.labelLimit = Math.min(names.labelLimit, Math.round(width * WIDEST_NAMES));
  return spec;
}

/* Bars are as high in every chart; given in pixels, as Vega-Lite warns of steps in a chart that is to fit its box. */
function heightOf({ height, params = [] }) {
  if (!height?.step) return height ?? HEIGHT;
  const count = (name) => Object.keys(params.find((param) => param.name === name)?.value ?? { one: 1 }).length;
  const series = count("names");
  return count("labels") * (series === 1 ? height.step : series * THIN_BAR + GAP);
}

/* The page's font and colours, as they are in its theme. */
function look(width) {
  const [ink, soft, line, surface] = ["ink", "ink-soft", "line", "surface"].map(colour);
  const palette = ["accent", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6", "chart-7", "chart-8"].map(colour);
  const font = getComputedStyle(document.body).fontFamily;
  const labels = { labelColor: soft, labelFont: font, labelFontSize: 12 };
  const text = { ...labels, titleColor: soft, titleFont: font, titleFontSize: 12 };
  return {
    background: surface,
    font,
    axis: { ...text, titleFontWeight: 500, domainColor: line, gridColor: line, tickColor: line, titlePadding: 12 },
    axisX: { labelAngle: 0, labelSeparation: 8, labelFlush: width < NARROW && NEAR },
    legend: text,
    title: { color: ink, font, fontSize: 13, fontWeight: 600, offset: 16 },
    range: { category: palette },
    mark: { color: palette[0] },
    arc: { stroke: surface, strokeWidth: 2 },
    bar: { cornerRadius: 2 },
    line: { strokeWidth: 2.5 },
    view: { stroke: null },
  };
}

/* A colour of the style sheet, as the theme has it. */
function colour(name) {
  const probe = element("span", { hidden: true });
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
