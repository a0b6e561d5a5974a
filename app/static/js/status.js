/* The status line: what answers questions just now. */

import { addresses, pageLanguage, say } from "./words.js";

const BUILTIN = "builtin";

let available = [];

/** The generators that answer just now, as far as is known. */
export function availableGenerators() {
  return available;
}

async function showStatus() {
  const line = document.getElementById("status");
  const { state, message } = describe(await readiness());
  line.dataset.state = state;
  line.textContent = message;
}

/** The body of GET /readyz, which also comes with status 503; null where nothing answers. */
async function readiness() {
  try {
    return await (await fetch(addresses.ready)).json();
  } catch {
    return null;
  }
}

function describe(ready) {
  if (ready === null) return { state: "bad", message: say(pageLanguage, "server_unreachable") };
  if (ready.status !== "ready") return { state: "bad", message: say(pageLanguage, "database_unreachable") };
  available = Object.keys(ready.generators).filter((name) => ready.generators[name]);
  const names = available.filter((name) => name !== BUILTIN).join(", ");
  if (!available.length) return { state: "bad", message: say(pageLanguage, "nothing_answers") };
  if (!names) return { state: "plain", message: say(pageLanguage, "only_builtin") };
  const key = available.includes(BUILTIN) ? "builtin_and_model" : "only_model";
  return { state: "good", message: say(pageLanguage, key, { names }) };
}

showStatus();
