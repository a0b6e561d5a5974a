/* Sends questions and statements to the server, and brings back an answer or what stood in its way. */

import { eventsOf } from "./stream.js";
import { addresses, pageLanguage, say } from "./words.js";

/** What kept a question from its answer: a sentence for people, and the technical side. */
export class Failure extends Error {
  constructor(message, technical, cancelled = false) {
    super(message);
    this.technical = technical;
    this.cancelled = cancelled;
  }
}

/**
 * The answer to a question, as POST /api/query/ returns it. Raises Failure.
 * @param {object} question the body of the request
 * @param {AbortSignal} signal cancels the question
 * @param {(name: string, data: object) => void} hear is told of each event on the way
 */
export async function askQuestion(question, signal, hear) {
  const response = await send(addresses.query, question, "text/event-stream, application/json;q=0.5", signal);
  const type = response.headers.get("Content-Type") ?? "";
  return type.startsWith("text/event-stream") ? followEvents(response, signal, hear) : readAnswer(response);
}

/** The answer to a statement that somebody wrote. Raises Failure. */
export async function runStatement(statement, signal) {
  return readAnswer(await send(addresses.sql, statement, "application/json", signal));
}

async function send(address, body, accept, signal) {
  try {
    return await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: accept },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    throw failed(error, signal);
  }
}

async function followEvents(response, signal, hear) {
  try {
    for await (const { name, data } of eventsOf(response)) {
      if (name === "done") return data;
      if (name === "error") throw problemFailure(data.status, data);
      hear(name, data);
    }
  } catch (error) {
    throw error instanceof Failure ? error : failed(error, signal);
  }
  throw new Failure(say(pageLanguage, "server_unexpected"), "");
}

async function readAnswer(response) {
  const body = await readJson(response);
  if (response.ok && body) return body;
  throw problemFailure(response.status, body);
}

/** The body of a response, or null where it is not JSON (a proxy's error page, say). */
export async function readJson(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function failed(error, signal) {
  const key = signal.aborted ? "cancelled" : "server_unreachable";
  return new Failure(say(pageLanguage, key), signal.aborted ? "" : String(error), signal.aborted);
}

function problemFailure(status, problem) {
  const reasons = Object.values(problem?.errors ?? {}).flat().join(" ");
  const message = reasons || problem?.detail || say(pageLanguage, "server_unexpected");
  const technical = [`HTTP ${status}`, problem?.code, problem?.id && `#${problem.id}`];
  return new Failure(message, technical.filter(Boolean).join(" · "));
}
