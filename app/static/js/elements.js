/* Builds elements. Text only ever becomes text: nothing here, or anywhere, parses markup. */

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

/** A button with a label and what it does. */
export function button(className, label, act) {
  const made = element("button", { type: "button", class: className }, label);
  made.addEventListener("click", act);
  return made;
}
