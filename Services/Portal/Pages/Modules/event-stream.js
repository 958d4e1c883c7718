// Server-sent events, as they come in pieces: what is whole is given out, the rest waits.

export class EventStream {
  #decoder = new TextDecoder();
  #buffer = '';

  // The blocks that a piece completes: { id, name, data }, each null where the block does not say. A comment alone is none.
  push(bytes) {
    this.#buffer += this.#decoder.decode(bytes, { stream: true });
    const events = [];
    for (let end = this.#buffer.indexOf('\n\n'); end >= 0; end = this.#buffer.indexOf('\n\n')) {
      const event = block(this.#buffer.slice(0, end));
      if (event) events.push(event);
      this.#buffer = this.#buffer.slice(end + 2);
    }
    return events;
  }
}

function block(text) {
  const event = { id: null, name: 'message', data: null };
  for (const line of text.split('\n')) {
    if (line.startsWith('id: ')) event.id = line.slice(4);
    if (line.startsWith('event: ')) event.name = line.slice(7);
    if (line.startsWith('data: ')) event.data = (event.data === null ? '' : event.data + '\n') + line.slice(6);
  }
  return event.id === null && event.data === null ? null : event;
}
