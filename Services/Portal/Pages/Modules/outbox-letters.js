// What passes between the outbox and the house: who is signed in, a token for a commune, a declaration, a question. Each is one
// request with a deadline, and each answer is one of a closed list.

import * as answers from './outbox-answers.js';
import { offsetOf } from './outbox-clock.js';
import { Letter } from './outbox-realm.js';
import { patience } from './outbox-transitions.js';

// A token is left before its time is over: what is sent with it is still on its way then.
const margin = 30000;

export class Letters {
  #realm; #browser; #tokens = new Map(); #account = null; #formToken = null;
  // What the server's clock shows more than the device's; null until an answer tells.
  offset = null;

  // browser: fetch(address, options), now(), after(milliseconds, run), cancel(timer)
  constructor(realm, browser) {
    this.#realm = realm;
    this.#browser = browser;
  }

  async session() {
    const answer = await this.#ask(signal => this.#browser.fetch('/v1/session', { headers: { Accept: 'application/json' }, signal, cache: 'no-store', credentials: 'same-origin' }), answers.ofSession);
    // A token is of who asked for it, and goes with them.
    if (answer.kind === 'over' || answer.kind === 'open' && answer.account !== this.#account) this.#tokens.clear();
    if (answer.kind === 'open') { this.#account = answer.account; this.#formToken = answer.formToken; }
    return answer;
  }

  // A token that is good for a while: the one there is, or another.
  async token(commune) {
    const there = this.#tokens.get(commune);
    if (there && this.#browser.now() < there.until && this.#browser.now() >= there.since) return { kind: 'token', token: there.token };
    const answer = await this.#ask(signal => this.#browser.fetch('/v1/token', {
      method: 'POST', body: JSON.stringify({ commune }), signal, cache: 'no-store', credentials: 'same-origin',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...(this.#formToken && { 'X-Vigie-Token': this.#formToken }) }
    }), given => answers.ofToken(given, commune));
    // Somebody else may have signed in between the two: then it is not the account that is refused, and all begins anew.
    if (answer.kind === 'barred' && await this.#hasChanged()) return { kind: 'later', seconds: 1 };
    // Its time is told by the server's clock.
    const now = this.#browser.now();
    if (answer.kind === 'token') this.#tokens.set(commune, { token: answer.token, since: now, until: answer.expiresAt - (this.offset ?? 0) - margin });
    return answer;
  }

  async #hasChanged() {
    const before = this.#formToken;
    const answer = await this.session();
    return answer.kind !== 'open' || this.#formToken !== before;
  }

  // A token that was refused is asked for anew, once.
  forget(commune) { this.#tokens.delete(commune); }

  declare(entry, token) { return this.#ask(signal => Letter.post(this.#realm.declaration(entry, token), this.#browser.fetch, signal), given => answers.ofDeclaration(given, entry)); }
  look(entry, token) { return this.#ask(signal => Letter.post(this.#realm.question(entry, token), this.#browser.fetch, signal), given => answers.ofQuestion(given, entry)); }

  // No answer in time is no answer; neither is a network that fails. What is wrong with the question itself is thrown.
  async #ask(request, meaning) {
    const controller = new AbortController();
    const timer = this.#browser.after(patience, () => controller.abort());
    const askedAt = this.#browser.now();
    let sent;
    try {
      sent = request(controller.signal);
    } finally {
      if (!sent) this.#browser.cancel(timer);
    }
    try {
      const answer = await sent;
      const meant = await meaning(answer);
      // Whoever stands between may have a clock of their own.
      if (meant.kind !== 'unanswered') this.offset = offsetOf(answer.headers.get('Date'), askedAt, this.#browser.now()) ?? this.offset;
      return meant;
    } catch {
      return { kind: 'unanswered' };
    } finally {
      this.#browser.cancel(timer);
    }
  }
}
