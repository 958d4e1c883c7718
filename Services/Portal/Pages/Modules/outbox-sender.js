// Sends what waits: in rounds, of which one runs at a time among all tabs of the browser and its worker. Where there are no locks two
// may run at once: that costs a request more, and nothing else, since every entry keeps its id until a final answer.

import { otherDay } from './outbox-clock.js';
import { Letters } from './outbox-letters.js';
import { pause } from './outbox-pause.js';
import { isDone, needsYes, plan } from './outbox-plan.js';
import * as transitions from './outbox-transitions.js';

// How many entries a round treats; what is left is the next one's.
const portion = 20;
// After so long the tab that sends is taken for stuck, and another takes its place.
const stuck = 180000;

export class OutboxSender {
  #store; #browser; #letters; #lock; #told;
  #isWanted = false; #isEager = false; #running = null; #isStopped = false;
  // How often the house did not answer in a row, and until when it is left alone.
  #failures = 0; #quietUntil = 0; #timer = null;
  // What was last written of the clock.
  #offset = null;

  // told: onChange() something was written; onFault(error) the device keeps nothing, or another version has the outbox
  constructor(realm, store, browser, told) {
    this.#store = store;
    this.#browser = browser;
    this.#told = told;
    this.#letters = new Letters(realm, browser);
    this.#lock = 'vigie outbox ' + realm.name;
  }

  // Sends what is due, soon. isEager: the network may be back, so that nothing waits for its pause. Answered once nothing is due.
  wake(isEager = false) {
    this.#isWanted = true;
    this.#isEager ||= isEager;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      // Asked for between the last round and now.
      if (this.#isWanted && !this.#isStopped) this.wake();
    });
    return this.#running;
  }

  stop() {
    this.#isStopped = true;
    this.#browser.cancel(this.#timer);
  }

  async #run() {
    let wakeAt = null;
    while (this.#isWanted && !this.#isStopped) {
      this.#isWanted = false;
      const isEager = this.#isEager;
      this.#isEager = false;
      try {
        wakeAt = await this.#alone(() => this.#round(isEager));
      } catch (error) {
        this.#told.onFault(error);
        wakeAt = this.#fail(null);
      }
    }
    this.#browser.cancel(this.#timer);
    if (wakeAt !== null && !this.#isStopped) this.#timer = this.#browser.after(Math.max(wakeAt - this.#browser.now(), 0) + 50, () => this.wake());
  }

  // One tab sends: the others wait until it has, and then find nothing left.
  async #alone(run) {
    if (!this.#browser.locks) return run();
    const waiting = new AbortController();
    const timer = this.#browser.after(stuck, () => waiting.abort());
    const hold = () => { this.#browser.cancel(timer); return run(); };
    try {
      return await this.#browser.locks.request(this.#lock, { signal: waiting.signal }, hold).catch(error => {
        // Waited for too long: that tab stands still, and this one takes its place.
        if (!waiting.signal.aborted) throw error;
        return this.#browser.locks.request(this.#lock, { steal: true }, run);
      });
    } catch (error) {
      // Another tab took this one's place in turn: it sends now.
      if (error.name === 'AbortError') return this.#fail(null);
      throw error;
    } finally {
      this.#browser.cancel(timer);
    }
  }

  // The house does not answer: it is left alone for a while, which grows.
  #fail(seconds) {
    this.#failures += 1;
    this.#quietUntil = this.#browser.now() + pause(this.#failures, seconds, this.#browser.random());
    return this.#quietUntil;
  }

  // What is due, once. Gives when to look again, or null.
  async #round(isEager) {
    const now = this.#browser.now();
    let session = await this.#session(), entries = await this.#store.all();
    const first = plan(entries, session, now, isEager);
    if (!first.due.length) return first.wakeAt;
    if (!isEager && now < this.#quietUntil && this.#quietUntil - now <= 3600000) return this.#quietUntil;
    // Whose cookie it is now, is asked before anything leaves: it may be another's than this device last knew.
    const asked = await this.#letters.session();
    if (asked.kind === 'over') return this.#over();
    if (asked.kind !== 'open') return this.#fail(asked.seconds ?? null);
    session = await this.#opened(session, asked);
    if (await this.#judgeDays(entries)) entries = await this.#store.all();
    const { due, wakeAt } = plan(entries, session, this.#browser.now(), isEager);
    for (const { entry, action } of due.slice(0, portion)) {
      if (this.#isStopped) return null;
      const fault = await (action === 'send' ? this.#send(entry, session) : this.#look(entry, session));
      if (fault?.kind === 'over') return this.#over();
      if (fault) return this.#fail(fault.seconds ?? null);
    }
    this.#failures = 0;
    // What this round has changed, or left, is looked at once more.
    this.#isWanted ||= due.length > 0;
    if (entries.some(entry => isDone(entry, this.#browser.now()))) await this.#store.tidy(this.#browser.now());
    return wakeAt;
  }

  async #session() { return (await this.#store.recall('session')) ?? { state: 'none', account: null, name: null, roles: [] }; }

  // The session is over: everything waits, and nothing is asked until somebody has signed in.
  async #over() {
    await this.#store.changeSession({ ...await this.#session(), state: 'over' });
    this.#told.onChange();
    return null;
  }
  async #opened(before, { account, name, roles }) {
    const session = { state: 'open', account, name, roles };
    if (JSON.stringify(before) === JSON.stringify(session)) return before;
    await this.#store.changeSession(session);
    this.#told.onChange();
    return session;
  }

  // Days that the server's clock tells otherwise are asked about before they leave. True where one is.
  async #judgeDays(entries) {
    const { offset } = this.#letters;
    if (offset === null) return false;
    // A clock that goes on as it went is not written down again.
    if (this.#offset === null || Math.abs(this.#offset - offset) > 2000) await this.#store.remember('offset', offset);
    this.#offset = offset;
    const dayOf = entry => otherDay(entry, offset, this.#browser.now());
    const wrong = entries.filter(entry => entry.phase === 'unsent' && entry.attempts === 0 && dayOf(entry));
    for (const { key } of wrong) await this.#change(key, entry => { const other = dayOf(entry); return other && transitions.doubted(entry, other); });
    return wrong.length > 0;
  }

  async #change(key, step) {
    const changed = await this.#store.change(key, step);
    if (changed) this.#told.onChange();
    return changed;
  }
  #facts(session) { return { now: this.#browser.now(), random: this.#browser.random(), account: session.account }; }

  // With a token, and with another where that one is refused. Gives what was heard; untokened where no token could be had.
  async #withToken(entry, ask) {
    for (let isSecond = false; ; isSecond = true) {
      const token = await this.#letters.token(entry.commune);
      if (token.kind !== 'token') return { untokened: token };
      const answer = await ask(token.token);
      if (answer.kind !== 'tokenOver') return { answer };
      this.#letters.forget(entry.commune);
      if (isSecond) return { answer };
    }
  }

  // Gives what ends the round, or nothing.
  async #send({ key, commune }, session) {
    const token = await this.#letters.token(commune);
    if (token.kind !== 'token') return this.#untokened(key, token, session);
    const left = await this.#change(key, there => needsYes(there, session) ? null : transitions.attempted(there, this.#browser.now()));
    if (!left) return null;
    const { answer, untokened } = await this.#withToken(left, given => this.#letters.declare(left, given));
    const heard = answer ?? { kind: 'tokenOver' };
    await this.#change(key, there => transitions.answered(there, heard, this.#facts(session)));
    if (untokened) return this.#untokened(key, untokened, session);
    return heard.kind === 'later' || heard.kind === 'unanswered' ? heard : null;
  }

  async #untokened(key, token, session) {
    await this.#change(key, there => transitions.untokened(there, token, this.#facts(session)));
    return token.kind === 'barred' ? null : token;
  }

  async #look(entry, session) {
    const { answer, untokened } = await this.#withToken(entry, given => this.#letters.look(entry, given));
    if (untokened) return this.#untokened(entry.key, untokened, session);
    // What the ledger says of one revision, it says of all that carry the id.
    for (const each of (await this.#store.ofCommune(entry.commune)).filter(({ id }) => id === entry.id)) {
      if (each.key === entry.key || answer.kind === 'found' && (transitions.wantsLooking(each) || each.phase === 'counted')) {
        await this.#change(each.key, there => transitions.looked(there, answer, this.#facts(session)));
      }
    }
    return answer.kind === 'unanswered' || answer.kind === 'later' ? answer : null;
  }
}
