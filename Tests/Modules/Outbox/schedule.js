// One schedule: a town hall's two devices, its clerks and everything that can go wrong, in an order that a seed decides. What is
// done and what is told goes to the judge; at the end all is well again, and the judge counts.

import { Device } from './device.js';
import { Judge } from './judge.js';
import { Random } from './random.js';
import { Server } from './server.js';
import { World } from './world.js';

const clerk = commune => ({ name: 'Agent de ' + commune, roles: [{ role: 'clerk', territory: 'commune:' + commune }] });
const accounts = { ada: clerk('56001'), bob: clerk('56001'), cleo: clerk('56002') };
const communeOf = account => accounts[account].roles[0].territory.slice(8);

export class Schedule {
  #modules; #typed = 0; #log = [];

  // modules: outbox, schema and realm as they are, or mutated
  constructor(seed, modules) {
    this.#modules = modules;
    this.random = new Random(seed);
    this.world = new World(this.random);
    this.server = new Server(this.world, accounts);
    this.devices = ['tablet', 'desk'].map(name => new Device(name, this.world, this.server));
    for (const device of this.devices) {
      device.schema = modules.schema;
      device.hasLocks = this.random.happens(0.8);
      device.skew = this.random.happens(0.25) ? this.random.pick([-3, -1, 1, 3]) * 86400000 : 0;
    }
    this.judge = new Judge(this);
  }

  get log() { return this.#log.join('\n'); }
  #note(what) { this.#log.push(String(this.world.steps).padStart(5) + ' ' + what); }

  async run(length) {
    for (const device of this.devices) { this.#signIn(device); this.#open(device); }
    if (this.random.happens(0.6)) this.#trouble();
    for (let i = 0; i < length; i += 1) {
      if (this.random.happens(0.07)) await this.#act(); else await this.world.step(this.world.now + 30000);
      this.judge.look();
    }
    await this.#heal();
    this.judge.count();
  }

  // MARK: what can happen

  async #act() {
    const { random, server } = this;
    const device = random.pick(this.devices), tab = random.pick(device.processes);
    const actions = [
      [7, 'types', () => tab ? this.#type(device, tab) : this.#open(device)],
      [4, 'opens a tab', () => { if (device.processes.length < 3) this.#open(device); }],
      [2, 'tab ends', () => { if (tab) device.end([tab]); }],
      [1, 'all end', () => device.end(device.processes)],
      [1, 'power cut', () => device.powerCut()],
      [1.5, 'network cut', () => { device.isCut = true; }],
      [3, 'network back', () => device.reconnect()],
      [1, 'session over', () => { if (device.cookie) device.cookie.isAlive = false; }],
      [1.5, 'signs in', () => { if (!device.isCut) { this.#signIn(device); this.#open(device); } }],
      [0.5, 'signs out', () => { if (tab && !device.isCut) { if (device.cookie) device.cookie.isAlive = false; tab.outbox.goodbye().catch(() => {}); } }],
      [1, 'tokens revoked', () => server.revokeTokens()],
      [0.5, 'an account closed or opened', () => { const who = random.pick(Object.keys(accounts)); if (!server.barred.delete(who)) server.barred.add(who); }],
      [0.7, 'application updated', () => { device.schema = this.#modules.newer; }],
      [2, 'trouble', () => this.#trouble()],
      [1, 'clock set', () => { device.skew = random.pick([0, 0, -1, 1]) * 86400000; }],
      [3, 'corrects', () => { if (tab) this.#revise(device, tab, 'correct'); }],
      [2.5, 'withdraws', () => { if (tab) this.#revise(device, tab, 'withdraw'); }],
      [3, 'looks', () => { if (tab) this.#look(device, tab); }],
      [2, 'says yes', () => { if (tab) this.#decide(device, tab); }],
      [0.8, 'same id elsewhere', () => this.#otherwise(device)],
      [1, 'no more admitted', () => this.#refuse()],
      [1, 'time passes', () => { this.world.now += random.below(120000); }]
    ];
    let at = random.next() * actions.reduce((sum, [weight]) => sum + weight, 0);
    const [, name, run] = actions.find(([weight]) => (at -= weight) < 0) ?? actions[0];
    this.#note(name + ' (' + device.name + ')');
    run();
    await this.world.settle();
  }

  #trouble() {
    const { random, server } = this;
    const some = () => random.happens(0.5) ? 0 : random.next() * 0.5;
    server.trouble = { lost: some(), answerLost: some(), late: some(), busy: some(), portal: random.happens(0.7) ? 0 : 0.3 };
  }

  // What was admitted is no more: of what waits for an answer, where something does.
  #refuse() {
    const waiting = this.devices.flatMap(device => this.#onDisk(device)).filter(entry => entry.phase === 'unsent' && entry.attempts > 0 && entry.deaths < 5000);
    const deaths = waiting.length ? this.random.pick(waiting).deaths : this.random.happens(0.5) && this.#typed ? 1 + this.random.below(this.#typed) : null;
    if (deaths === null) return;
    this.server.unadmitted.add(deaths);
    this.judge.unadmitted.add(deaths);
  }

  #signIn(device, account = this.random.pick(['ada', 'ada', 'bob', 'cleo', 'cleo'])) {
    if (device.cookie) device.cookie.isAlive = false;
    device.cookie = this.server.signIn(account);
    this.#note(account + ' on ' + device.name);
  }

  // A tab, or the worker that the browser wakes: it greets as a page does, out of the network or out of the cache.
  #open(device) {
    const process = device.start();
    const told = { onChange: () => { process.hasChanged = true; }, onOutdated: () => { process.isOutdated = true; }, onFault: error => this.judge.fault(error) };
    process.outbox = new this.#modules.Outbox(this.#modules.real, process.browser, { told, schema: device.schema });
    process.outbox.hello(device.isCut ? null : this.server.who(device.cookie)).catch(error => this.judge.fault(error));
    return process;
  }

  #type(device, tab) {
    const account = device.cookie?.account ?? 'ada';
    const deaths = this.#typed += 1;
    const typed = { id: uuid(this.random), commune: communeOf(account), dayChoice: this.random.pick(['today', 'yesterday', 'other']), occurredOn: '2026-11-28', place: 'home', cause: 'unknown', deaths };
    const form = this.judge.typed(device, deaths);
    const record = () => tab.outbox.record(typed).then(entry => { if (tab.isAlive) this.judge.tell(form, entry); }, error => this.judge.fault(error));
    record();
    // A form that is sent twice.
    if (this.random.happens(0.2)) record();
  }

  #onDisk(device) { return [...device.disk.records('vigie-mairie', 'entries').values()]; }
  async #seen(tab) {
    const { shown } = await tab.outbox.sight();
    return tab.isAlive ? shown : [];
  }
  #revise(device, tab, how) {
    this.#seen(tab).then(async shown => {
      const open = shown.filter(({ entry }) => !entry.withdrawn && !['refused', 'conflict', 'superseded', 'withdrawn'].includes(entry.phase));
      const waiting = open.filter(({ entry }) => entry.phase === 'unsent');
      const one = this.random.pick(waiting.length && this.random.happens(0.7) ? waiting : open);
      if (!one) return;
      const form = this.judge.formOf(one.entry.deaths);
      this.judge.revising(form, how);
      const changed = await (how === 'withdraw' ? tab.outbox.withdraw(one.entry.key, 'erreur')
        : tab.outbox.correct(one.entry.key, { occurredOn: one.entry.occurredOn, deaths: one.entry.deaths, place: 'careHome', cause: 'other', reason: 'lieu' }));
      if (how === 'withdraw' && changed && tab.isAlive) form.isWithdrawn = true;
    }).catch(error => this.judge.fault(error));
  }

  #look(device, tab) {
    tab.outbox.sight().then(sight => { if (tab.isAlive) this.judge.saw(device, sight); }).catch(error => this.judge.fault(error));
  }

  // A person looks at what waits for one.
  async #decideOne(tab, { entry, state }) {
    if (entry.phase === 'doubtfulDay') return tab.outbox.chooseDay(entry.key, this.random.pick(entry.days));
    if (state === 'toConfirm') return tab.outbox.confirm([entry.key]);
    if (entry.phase !== 'conflict' || !entry.theirs) return null;
    return this.random.happens(0.5) ? tab.outbox.keepMine(entry.key, 'conflit') : tab.outbox.keepTheirs(entry.key);
  }
  #decide(device, tab) {
    this.#seen(tab).then(async shown => { for (const each of shown) await this.#decideOne(tab, each); }).catch(error => this.judge.fault(error));
  }

  // The same id and revision with another content, from elsewhere.
  #otherwise(device) {
    const entry = this.random.pick(this.#onDisk(device).filter(each => each.revision === 1 && each.deaths < 5000));
    if (!entry || this.judge.formOf(entry.deaths).other) return;
    const { id, revision, commune, occurredOn } = entry;
    if (this.server.declareOtherwise({ id, revision, commune, occurredOn, place: 'other', cause: 'other', deaths: entry.deaths + 5000 })) this.judge.formOf(entry.deaths).other = entry.deaths + 5000;
  }

  // MARK: in the end

  async #heal() {
    this.#note('all is well');
    this.server.trouble = { lost: 0, answerLost: 0, late: 0, busy: 0, portal: 0 };
    this.server.barred.clear();
    // Some days of being looked at: what is left is seen, decided and sent.
    await this.#pass(30000);
    for (let round = 0; round < 8 && !this.devices.every(device => this.judge.isSettled(device)); round += 1) {
      for (const account of ['ada', 'cleo']) {
        for (const device of this.devices) {
          device.end(device.processes);
          device.schema = this.#modules.newer;
          device.isCut = false;
          device.skew = 0;
          if (this.judge.isSettled(device, communeOf(account))) continue;
          this.#signIn(device, account);
          await this.#attend(device, communeOf(account));
        }
      }
    }
    // What is still on its way from before arrives too.
    await this.#pass(400000);
  }
  async #attend(device, commune) {
    const tab = this.#open(device);
    await this.#pass(100000);
    if (this.judge.isSettled(device, commune)) return device.end([tab]);
    this.#seen(tab).then(async shown => { for (const each of shown) await this.#decideOne(tab, each); }).catch(error => this.judge.fault(error));
    await this.#pass(150000);
    device.end([tab]);
  }
  async #pass(milliseconds) {
    const until = this.world.now + milliseconds;
    await this.world.settle();
    while (await this.world.step(until)) this.judge.look();
    this.world.now = Math.max(this.world.now, until);
  }
}

function uuid(random) {
  const digits = count => Array.from({ length: count }, () => random.below(16).toString(16)).join('');
  return [digits(8), digits(4), '4' + digits(3), 'a' + digits(3), digits(12)].join('-');
}
