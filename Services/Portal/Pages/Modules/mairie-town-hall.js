// What the server tells of a commune, asked for quietly: after something was sent, when somebody looks again, and each few minutes.
// It never leads anybody away: what is half typed on the page stays.

import { read } from './outbox-answers.js';
import { headers } from './session.js';

const pause = 180000;
const patience = 15000;

const away = Object.freeze({ kind: 'away' });

export class TownHall {
  #commune; #told; #environment; #tag = null; #running = null; #isAgain = false; #timer = null;

  // told: onState(state), onOver() the session is over, onBarred() not this account, onAway(isAway) whether there is no answer
  constructor(commune, told, environment = globalThis) {
    this.#commune = commune;
    this.#told = told;
    this.#environment = environment;
  }

  // Asks now; asked meanwhile, once more.
  look() {
    this.#isAgain = Boolean(this.#running);
    this.#running ??= this.#ask().then(heard => this.#tell(heard)).finally(() => {
      this.#running = null;
      if (this.#isAgain) this.look();
    }).catch(() => {});
    return this.#running;
  }

  async #tell({ kind, state }) {
    this.#told.onAway(kind === 'away');
    switch (kind) {
    case 'state': return this.#told.onState(state);
    case 'over': return this.#told.onOver();
    case 'barred': return this.#told.onBarred();
    default:
    }
  }

  watch() {
    const look = () => { if (!this.#environment.document.hidden) this.look(); };
    this.#timer = this.#environment.setInterval(look, pause);
    this.#environment.addEventListener('online', look);
    this.#environment.addEventListener('pageshow', event => { if (event.persisted) look(); });
    this.#environment.document.addEventListener('visibilitychange', look);
  }
  stop() { this.#environment.clearInterval(this.#timer); }

  async #ask() {
    this.#isAgain = false;
    const controller = new AbortController();
    const timer = this.#environment.setTimeout(() => controller.abort(), patience);
    try {
      const answer = await this.#environment.fetch('/v1/town-hall/' + this.#commune, {
        headers: { ...headers(), Accept: 'application/json', 'Accept-Language': 'fr', ...(this.#tag && { 'If-None-Match': this.#tag }) }, cache: 'no-store',
        credentials: 'same-origin', signal: controller.signal
      });
      if (answer.status === 304) return { kind: 'same' };
      const said = await read(answer);
      if (said === null) return away;
      if (answer.status === 401) return { kind: 'over' };
      if (answer.status === 403) return { kind: 'barred' };
      const state = answer.status === 200 ? said : null;
      if (state?.commune?.code !== this.#commune) return away;
      this.#tag = answer.headers.get('ETag');
      return { kind: 'state', state };
    } catch {
      return away;
    } finally {
      this.#environment.clearTimeout(timer);
    }
  }
}

// Who is signed in, as the server says: a session as the outbox greets it, { account: null } for nobody, or null where there is no answer.
export async function whoIsThere(environment = globalThis) {
  try {
    const answer = await environment.fetch('/v1/session', { headers: { Accept: 'application/json' }, cache: 'no-store', credentials: 'same-origin' });
    const said = await read(answer);
    if (said === null) return null;
    if (answer.status === 401) return { account: null };
    return answer.status === 200 && said.signedIn === true && typeof said.account === 'string' && Array.isArray(said.roles)
      ? { account: said.account, name: said.name ?? null, roles: said.roles } : null;
  } catch {
    return null;
  }
}
