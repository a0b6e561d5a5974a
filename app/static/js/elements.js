/* Builds elements. Text only ever becomes text: nothing here, or anywhere, parses markup. */

const SVG = "http://www.w3.org/2000/svg";
const icons = new URL("../icons.svg", import.meta.url).pathname;

/**
 * A new element with attributes and children; a child is a node, a string, or null for nothing.
 * @param {string} tag
 * @param {Record<string, string | boolean>} attributes `true` sets an attribute without a value, `false` leaves it out
 * @param {...(Node | string | null)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A button with a label, or other content, and what it does, unless those around it see to that. */
export function button(className, label, act) {
  const made = element("button", { type: "button", class: className }, label);
  if (act) made.addEventListener("click", act);
  return made;
}

/** A button that shows an icon alone; its label is its name, and a hint for the mouse. */
export function iconButton(className, name, label, act) {
  const made = button(`icon-button ${className}`, icon(name), act);
  made.setAttribute("aria-label", label);
  made.title = label;
  return made;
}

/** One of the icons of static/icons.svg; those who do not see it miss nothing. */
export function icon(name) {
  const picture = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${icons}#${name}`);
  picture.setAttribute("class", `icon icon-${name}`);
  picture.setAttribute("aria-hidden", "true");
  picture.append(use);
  return picture;
}

/** A section that is folded until its summary is pressed. */
export function fold(className, summary, ...children) {
  return element("details", { class: `fold ${className}` }, element("summary", {}, summary), ...children);
}

let numbered = 0;

/** An id that no other element of the page has. */
export function freshId(prefix) {
  numbered += 1;
  return `${prefix}-${numbered}`;
}
