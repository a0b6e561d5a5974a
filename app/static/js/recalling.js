/* A conversation that is come back to: its questions from the record, each with its sentence and SQL. */

import { buildCard } from "./answer.js";
import { addressOf } from "./conversations.js";
import { button, element } from "./elements.js";
import { buildSql } from "./sql.js";
import { append, ask, conversationId, run } from "./thread.js";
import { addresses, pageLanguage, say } from "./words.js";

/** Show the conversation that the page's address names. */
export async function recall() {
  if (new URLSearchParams(location.search).get("conversation") !== conversationId) return;
  for (const asked of await questionsOf(conversationId)) append(buildRecalled(asked));
  document.getElementById("answers").lastElementChild?.scrollIntoView({ block: "start" });
}

async function questionsOf(id) {
  try {
    const response = await fetch(addressOf(id), { headers: { Accept: "application/json" } });
    return response.ok ? (await response.json()).items : [];
  } catch {
    return [];
  }
}

/* The rows of an earlier answer are not kept: they are there again when it is run again. */
function buildRecalled(asked) {
  const { id, question, outcome, answer, sql } = asked;
  const language = asked.language ?? pageLanguage;
  const again = () => (sql ? run(sql, { question, language }) : ask(question));
  const card = buildCard(
    question,
    language,
    answer ? element("p", { class: "answer" }, answer) : null,
    buildSql({ sql, language }, (changed) => run(changed, { question, language })),
    element(
      "p",
      { class: "origin" },
      button("secondary", say(language, sql ? "show_rows" : "ask_again"), again),
      element("a", { href: `${addresses.history}${id}` }, say(language, "record")),
    ),
  );
  card.dataset.outcome = outcome;
  card.dataset.recalled = "";
  return card;
}
