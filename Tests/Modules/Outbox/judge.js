// Holds what devices keep and show against what the house has, at each step and in the end. It knows nothing of how the outbox works:
// only what people were told, what lies on disks, and what the server did.

import { text } from './server.js';

// What a page may be told went wrong. Anything else is a fault of the outbox.
const admitted = ['Outdated', 'NotKept', 'NotAdmitted', 'Full'];

export class Wrong extends Error {}

export class Judge {
  #schedule;
  #forms = new Map();
  #passed = new WeakSet();
  // By what was said, who said yes to it.
  #yes = new Map();
  #wholes = new WeakMap();
  #looked = -1;
  unadmitted = new Set();

  constructor(schedule) { this.#schedule = schedule; }

  get toldCount() { return [...this.#forms.values()].filter(form => form.isTold).length; }

  // MARK: what is heard on the way

  typed(device, deaths) {
    const form = { device, deaths, isTold: false, key: null, other: null, isWithdrawn: false, revisions: [] };
    this.#forms.set(deaths, form);
    return form;
  }
  formOf(deaths) { return this.#forms.get(deaths > 5000 ? deaths - 5000 : deaths); }
  tell(form, entry) {
    form.isTold = true;
    form.key = entry.key;
    this.#has(form);
  }
  revising(form, how) { form.revisions.push(how); }
  fault(error) { if (!admitted.includes(error?.constructor?.name)) this.#wrong('a fault of the outbox: ' + (error?.stack ?? error)); }

  // What a tab shows: never two communes' at once, and nothing but a number while nobody is signed in.
  saw(device, { shown, waiting }) {
    if (new Set(shown.map(({ entry }) => entry.commune)).size > 1) this.#wrong('a clerk sees another commune’s');
    if (!Number.isInteger(waiting)) this.#wrong('nobody is told how many wait');
  }

  // MARK: at each step

  look() {
    if (this.#failed) throw this.#failed;
    const { server, devices } = this.#schedule;
    const changes = devices.reduce((sum, { disk }) => sum + disk.changes, server.changes);
    if (changes === this.#looked) return;
    this.#looked = changes;
    for (const form of this.#forms.values()) if (form.isTold) this.#has(form);
    for (const device of devices) for (const entry of this.#entries(device)) this.#check(entry);
    if (this.#failed) throw this.#failed;
  }

  // « Enregistrée » is so: it lies on the disk.
  #has(form) {
    if (!form.device.disk.records('vigie-mairie', 'entries').has(form.key)) this.#wrong('told as recorded, and not there: ' + form.deaths);
  }

  #check(entry) {
    // What was once true of what the server did stays so; only of what has not left it may turn out later that it came.
    if (this.#passed.has(entry)) return;
    const { server } = this.#schedule;
    const whole = this.#whole(entry);
    const yes = this.#yes.get(whole) ?? new Set();
    this.#yes.set(whole, yes.add(entry.typedBy.account).add(entry.confirmedBy));
    for (const sender of server.senders.get(whole) ?? []) if (!yes.has(sender)) this.#wrong(sender + ' sent what another typed, unasked: ' + whole);
    const ledger = server.ledger.get(entry.commune + '/' + entry.id) ?? [];
    const is = {
      unsent: () => entry.attempts > 0 || !server.came.has(whole),
      doubtfulDay: () => !server.came.has(whole),
      received: () => server.held.has(whole),
      counted: () => server.everCounted.has(whole),
      refused: () => server.refused.has(whole) && !server.held.has(whole),
      conflict: () => server.clashed.has(whole) || ledger.some(each => each.state !== 'conflict' && each.revision === entry.revision && each.whole !== whole),
      superseded: () => ledger.some(each => each.state !== 'conflict' && (each.revision > entry.revision || each.revision === entry.revision && each.whole !== whole)),
      withdrawn: () => entry.attempts === 0 ? !server.came.has(whole) : ledger.some(each => each.whole === whole && each.state !== 'conflict')
    }[entry.phase];
    if (!is?.()) this.#wrong('not true: ' + entry.phase + ' of ' + whole);
    if (entry.attempts > 0) this.#passed.add(entry);
  }

  // What lies on a disk does not change: it is another entry once it is written anew.
  #whole(entry) {
    if (!this.#wholes.has(entry)) this.#wholes.set(entry, entry.commune + '/' + entry.id + '/' + entry.revision + '/' + text(entry));
    return this.#wholes.get(entry);
  }

  // MARK: in the end

  isSettled(device, commune = null) {
    return this.#entries(device).every(entry => commune && entry.commune !== commune || !['unsent', 'doubtfulDay', 'received', 'conflict'].includes(entry.phase));
  }

  count() {
    // Everything once more, as it is now.
    this.#passed = new WeakSet();
    this.#looked = -1;
    this.look();
    const { server, devices } = this.#schedule;
    for (const device of devices) if (!this.isSettled(device)) this.#wrong('something still waits: ' + JSON.stringify(this.#entries(device).find(entry => ['unsent', 'doubtfulDay', 'received', 'conflict'].includes(entry.phase))));
    for (const form of this.#forms.values()) {
      const count = server.counted(form.deaths) + (form.other ? server.counted(form.other) : 0);
      if (count > 1) this.#wrong('doubled: ' + form.deaths);
      if (form.isWithdrawn && !form.other && !form.revisions.includes('correct') && count && !this.#isRefused(form)) this.#wrong('withdrawn, and counted: ' + form.deaths);
      if (form.isTold && !form.revisions.includes('withdraw') && count < 1 && !this.#isRefused(form)) this.#wrong('lost: ' + form.deaths);
    }
    if (this.#failed) throw this.#failed;
  }

  // It was refused, and the device says so.
  #isRefused(form) { return this.unadmitted.has(form.deaths) && this.#entries(form.device).some(entry => entry.deaths === form.deaths && entry.phase === 'refused'); }

  #entries(device) { return [...device.disk.records('vigie-mairie', 'entries').values()]; }

  #failed = null;
  #wrong(what) { this.#failed ??= new Wrong(what); }
}
