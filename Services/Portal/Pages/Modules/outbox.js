// The outbox of the mairie, as a page has it: what was typed is recorded here first, and leaves from here.

import { newID } from './alert-rules.js';
import * as clock from './outbox-clock.js';
import { NotAdmitted, makeEntry } from './outbox-entry.js';
import { mayDeclare, mayShow, sight } from './outbox-plan.js';
import { OutboxSender } from './outbox-sender.js';
import { similar, twins } from './outbox-similar.js';
import { OutboxStore } from './outbox-store.js';
import * as transitions from './outbox-transitions.js';

const nobody = Object.freeze({ state: 'none', account: null, name: null, roles: [] });

export class Outbox {
  #realm; #browser; #store; #sender; #channel; #told; #zone; #isStopped = false;

  // realm: `real` or `exercise`; browser: see outbox-browser.js; told: onChange() what is shown may have changed,
  // onOutdated() a newer version is there, onBlocked() an older page must be closed first, onFault(error) the device keeps nothing;
  // zone: of the communes; schema: of the database
  constructor(realm, browser, { told = {}, zone = 'Europe/Paris', schema } = {}) {
    this.#realm = realm;
    this.#browser = browser;
    this.#told = told;
    this.#zone = zone;
    this.#store = new OutboxStore(realm, browser.indexedDB, {
      ...(schema && { schema }), onOutdated: () => this.#told.onOutdated?.(), onBlocked: () => this.#told.onBlocked?.()
    });
    this.#sender = new OutboxSender(realm, this.#store, browser, { onChange: () => this.#changed(), onFault: error => this.#told.onFault?.(error) });
    this.#channel = browser.channel('vigie outbox ' + realm.name);
    if (this.#channel) this.#channel.onmessage = () => { if (!this.#isStopped) this.#told.onChange?.(); };
    browser.onBack(() => this.wake(true));
  }

  // At every opening. session: who the server rendered the page for, { account, name, roles }, or { account: null } for nobody; null
  // where the page came out of the browser's own cache, so that what was last known still holds.
  async hello(session) {
    await this.meet(session);
    return this.wake(true);
  }
  // The same, and nothing leaves yet.
  async meet(session) {
    if (!session) return;
    const last = await this.#session();
    // Whose session has ended without a word is still who typed last.
    const next = session.account ? { state: 'open', account: session.account, name: session.name, roles: session.roles }
      : last.state === 'none' ? nobody : { ...last, state: 'over' };
    await this.#store.changeSession(next);
    for (const { key } of (await this.#store.all()).filter(entry => entry.barredFor !== null)) await this.#store.change(key, transitions.unbarred);
    this.#changed();
  }
  // Signed out on purpose: the last known state goes, and what has not left stays.
  async goodbye() {
    await this.#store.changeSession(nobody);
    this.#changed();
  }

  // Sends what waits; answered once nothing is due.
  wake(isEager = false) { return this.#sender.wake(isEager); }

  stop() {
    this.#isStopped = true;
    this.#sender.stop();
    this.#channel?.close();
    return this.#store.close();
  }

  // MARK: what is shown

  // { waiting, shown: [{ entry, state, alike: [keys] }], banner, clock }: see outbox-plan.js.
  async sight() {
    const [entries, session, offset] = await Promise.all([this.#store.all(), this.#session(), this.#store.recall('offset')]);
    const seen = sight(entries, session, this.#browser.now());
    const alike = twins(seen.shown.map(({ entry }) => entry));
    return { ...seen, shown: seen.shown.map(each => ({ ...each, alike: alike.get(each.entry.key) ?? [] })), clock: clock.difference(offset) };
  }
  async today() { return clock.today(this.#browser.now(), await this.#store.recall('offset'), this.#zone); }
  // What was already made today and looks like it; others: what the server told of the commune besides.
  async similar(typed, others = []) {
    const [entries, session, offset] = await Promise.all([this.#store.ofCommune(typed.commune), this.#session(), this.#store.recall('offset')]);
    const day = clock.today(this.#browser.now(), offset, this.#zone);
    const seen = entries.filter(entry => mayShow(entry, session)).map(entry => ({ ...entry, madeOn: clock.today(entry.typedAt, offset, this.#zone) }));
    return similar({ ...typed, occurredOn: clock.dayOf(typed.dayChoice, day) ?? typed.occurredOn }, [...seen, ...others], day);
  }

  // Who is signed in, as the device knows it: { state: 'open', 'over' or 'none', account, name, roles }.
  who() { return this.#session(); }
  // What the server's clock shows more than the device's, in milliseconds; null while nobody knows.
  offset() { return this.#store.recall('offset'); }
  // A page or a state that the server wrote has told its clock.
  async heardClock(offset) { if (Number.isFinite(offset)) await this.#store.remember('offset', offset); }

  async known(commune) {
    const session = await this.#session();
    return session.state === 'open' ? this.#store.known(commune, session.account) : null;
  }
  async keepKnown(commune, value) {
    const session = await this.#session();
    if (session.state === 'open') await this.#store.keepKnown(commune, session.account, value);
  }

  // MARK: what is typed

  // Records a declaration; « enregistrée » once this is answered, and not before. typed: see makeEntry; id: the form's, so that the
  // same form recorded twice is one.
  async record(typed) {
    const entry = await this.#store.record(this.#realm.check(await this.#made(typed)));
    this.#changed();
    this.wake();
    // Where it can, the browser sends it even once no page is open.
    this.#browser.sync(this.#realm.name).catch(() => {});
    return entry;
  }

  // Changes an entry that has not left, or tells its next revision with a reason.
  correct(key, typed) {
    return this.#revise(key, (there, made, all) => transitions.amended(there, made({ ...typed, revision: there.revision, reason: there.revision > 1 ? typed.reason : null })) ??
      [there, made({ ...typed, revision: newest(all, there) + 1 })]);
  }
  // Takes an entry back: here, where it has not left; else by a revision that says so.
  withdraw(key, reason) {
    return this.#revise(key, (there, made, all) => transitions.dropped(there, this.#browser.now()) ??
      [there, made({ ...there, withdrawn: true, reason, revision: newest(all, there) + 1 })]);
  }
  // A conflict, solved by a person: what this device said is said again as the next revision.
  keepMine(key, reason) {
    return this.#revise(key, (there, made, all) => there.phase === 'conflict' && there.theirs
      ? [transitions.solved(there, this.#browser.now()), made({ ...there, reason, revision: newest(all, there) + 1 })] : null);
  }
  // Or what stands is right.
  keepTheirs(key) { return this.#revise(key, there => transitions.solved(there, this.#browser.now())); }
  chooseDay(key, day) { return this.#revise(key, there => transitions.dayChosen(there, day)); }

  // The clerk who is signed in says yes to what a colleague typed.
  async confirm(keys) {
    const session = await this.#session();
    for (const key of keys) {
      await this.#store.change(key, there => mayShow(there, session) ? transitions.confirmed(there, session.account) : null);
    }
    this.#changed();
    this.wake(true);
  }

  async #revise(key, step) {
    const session = await this.#session();
    const offset = await this.#store.recall('offset');
    const changed = await this.#store.change(key, (there, all) => mayShow(there, session)
      ? step(there, typed => makeEntry({ ...typed, id: there.id, commune: there.commune }, this.#tell(session, offset)), all) : null);
    this.#changed();
    this.wake();
    return changed;
  }

  async #made(typed) {
    const [session, offset] = await Promise.all([this.#session(), this.#store.recall('offset')]);
    if (session.state === 'none') throw new NotAdmitted('account', 'nobody is signed in');
    if (this.#realm.name === 'real' && !mayDeclare(session, typed.commune)) throw new NotAdmitted('commune', 'not a commune of this account');
    const day = clock.dayOf(typed.dayChoice, clock.today(this.#browser.now(), offset, this.#zone)) ?? typed.occurredOn;
    return makeEntry({ ...typed, id: typed.id ?? newID(), occurredOn: day }, this.#tell(session, offset));
  }
  #tell(session, offset) { return { realm: this.#realm.name, by: session, at: this.#browser.now(), offset, zone: this.#zone }; }

  async #session() { return (await this.#store.recall('session')) ?? nobody; }
  #changed() {
    if (this.#isStopped) return;
    this.#channel?.postMessage('changed');
    this.#told.onChange?.();
  }
}

// The highest revision that anybody has told of an id.
const newest = (all, { id, theirs, revision }) =>
  Math.max(revision, theirs?.newest ?? 0, ...all.filter(entry => entry.id === id).map(entry => Math.max(entry.revision, entry.theirs?.newest ?? 0)));
