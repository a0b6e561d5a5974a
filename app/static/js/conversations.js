/* The conversations of this browser: go back to one, give it a name, take it off the list. */

import { button, element, iconButton } from "./elements.js";
import { addresses, pageLanguage, say } from "./words.js";
import { conversationId, watchers } from "./thread.js";

const list = document.getElementById("conversation-list");
const question = document.getElementById("forget");

/** Show the list, and keep it up to date while questions are asked. */
export function showConversations() {
  refresh();
  watchers.add((working) => working || refresh());
}

async function refresh() {
  const conversations = await load();
  list.replaceChildren(...conversations.map(buildEntry));
  document.getElementById("no-conversations").hidden = conversations.length > 0;
}

/* Without an answer there is nothing to list, and the rest of the page works. */
async function load() {
  try {
    const response = await fetch(addresses.conversations, { headers: { Accept: "application/json" } });
    return response.ok ? (await response.json()).items : [];
  } catch {
    return [];
  }
}

function buildEntry(conversation) {
  const { id, title } = conversation;
  const attributes = { href: `?${new URLSearchParams({ conversation: id })}`, dir: "auto", title };
  if (id === conversationId) attributes["aria-current"] = "true";
  const entry = element("li", { class: "conversation" });
  const change = (name, key, act) => iconButton("small-icon", name, `${say(pageLanguage, key)}: ${title}`, act);
  const tools = element(
    "span",
    { class: "conversation-tools" },
    change("pencil", "rename", () => rename(entry, conversation)),
    change("bin", "delete", () => forget(conversation)),
  );
  entry.append(element("a", attributes, title), tools);
  return entry;
}

function rename(entry, { id, title }) {
  const name = say(pageLanguage, "rename");
  const field = element("input", { value: title, maxlength: "200", dir: "auto", "aria-label": name });
  const form = element("form", { class: "renaming" }, field);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (field.value.trim()) await change(id, { method: "PATCH", body: JSON.stringify({ title: field.value.trim() }) });
    refresh();
  });
  field.addEventListener("keydown", ({ key }) => key === "Escape" && refresh());
  field.addEventListener("blur", () => form.isConnected && form.requestSubmit());
  entry.replaceChildren(form);
  field.select();
}

function forget({ id, title }) {
  question.querySelector(".forget-title").textContent = title;
  const act = button("primary", say(pageLanguage, "delete"), async () => {
    await change(id, { method: "DELETE" });
    question.close();
    if (id === conversationId) location.assign(addresses.ask);
    else refresh();
  });
  question.querySelector(".forget-act").replaceChildren(act);
  question.showModal();
}

/** Where a conversation is got, named and deleted. */
export function addressOf(id) {
  return addresses.conversations + encodeURIComponent(id);
}

async function change(id, request) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  try {
    await fetch(addressOf(id), { headers, ...request });
  } catch {
    return;
  }
}
