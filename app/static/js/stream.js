/* Reads server-sent events from the body of a response. */

/** The events of a response as they come, `{name, data}` with the data read as JSON; comments are left out. */
export async function* eventsOf(response) {
  for await (const block of blocksOf(response)) {
    const event = parseEvent(block);
    if (event) yield event;
  }
}

/* What stands between blank lines. */
async function* blocksOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const blocks = (text + piece.value).split(/\r?\n\r?\n/);
    text = blocks.pop();
    yield* blocks;
  }
}

/** One event, or null for a block that holds none. */
export function parseEvent(block) {
  const lines = block.split(/\r?\n/);
  const valuesOf = (field) =>
    lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).replace(/^ /, ""));
  const data = valuesOf("data");
  return data.length ? { name: valuesOf("event").at(-1) ?? "message", data: JSON.parse(data.join("\n")) } : null;
}
