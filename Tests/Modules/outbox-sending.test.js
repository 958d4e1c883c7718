// The outbox at work, in a world where nothing goes wrong but what a test wants.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';
import { Device } from './Outbox/device.js';
import { Random } from './Outbox/random.js';
import { Server } from './Outbox/server.js';
import { World } from './Outbox/world.js';

const { Outbox } = await load('outbox');
const { OutboxStore, Full, Outdated } = await load('outbox-store');
const { schema } = await load('outbox-schema');
const { exercise, real } = await load('outbox-realm');
const { NotAdmitted } = await load('outbox-entry');
const { start } = await load('mairie-worker');

const clerk = (name, commune) => ({ name, roles: [{ role: 'clerk', territory: 'commune:' + commune }] });
const accounts = { ada: clerk('Ada', '56001'), bob: clerk('Bob', '56001'), cleo: clerk('Cléo', '56002') };
const id = n => '3f2a9c1b-0000-4000-8000-' + String(n).padStart(12, '0');
const typed = (n, more = {}) => ({ id: id(n), commune: '56001', dayChoice: 'today', place: 'home', cause: 'unknown', deaths: n, ...more });

// A town hall with one tablet, where `account` is signed in.
function hall(account = 'ada') {
  const world = new World(new Random(7)), server = new Server(world, accounts), device = new Device('tablet', world, server);
  const asked = [];
  const carry = server.carry.bind(server);
  server.carry = (process, path, options = {}) => { asked.push((options.method ?? 'GET') + ' ' + path); return carry(process, path, options); };
  device.cookie = account && server.signIn(account);
  const pass = async (milliseconds = 60000) => {
    const until = world.now + milliseconds;
    await world.settle();
    while (await world.step(until));
    world.now = Math.max(world.now, until);
  };
  const now = async promise => {
    let outcome = null;
    promise.then(value => { outcome = { value }; }, error => { outcome = { error }; });
    await world.settle();
    while (!outcome && await world.step(world.now + 600000));
    if (outcome?.error) throw outcome.error;
    return outcome?.value;
  };
  const open = (more = {}, realm = real) => {
    const process = device.start();
    process.faults = [];
    process.outbox = new Outbox(realm, process.browser, { told: { onChange: () => { process.changes = (process.changes ?? 0) + 1; }, onOutdated: () => { process.isOutdated = true; }, onFault: error => process.faults.push(error) }, ...more });
    return process;
  };
  const greet = async (process, who = server.who(device.cookie)) => { process.outbox.hello(who).catch(() => {}); await pass(); return process; };
  const states = async process => (await now(process.outbox.sight())).shown.map(({ state }) => state);
  return { world, server, device, asked, pass, now, open, greet, states };
}

test('a declaration is recorded, received and counted', async () => {
  const { now, open, greet, states, server, pass } = hall();
  const tab = await greet(open());
  const entry = await now(tab.outbox.record(typed(1)));
  assert.deepEqual([entry.phase, entry.typedBy.name, entry.occurredOn], ['unsent', 'Ada', '2026-11-30']);
  await pass(200000);
  assert.deepEqual([await states(tab), server.counted(1)], [['counted'], 1]);
});

test('three declarations without network, the browser ended, the session over, the application updated: all counted once', async () => {
  const { now, open, greet, device, server, states, pass } = hall();
  const tab = await greet(open());
  device.isCut = true;
  for (const n of [1, 2, 3]) await now(tab.outbox.record(typed(n)));
  assert.deepEqual(await states(tab), ['recorded', 'recorded', 'recorded']);
  device.powerCut();
  device.cookie.isAlive = false;
  const newer = { schema: schema.with((_, transaction) => { transaction.objectStore('entries').getAll().onsuccess = () => {}; }) };
  const offline = await greet(open(newer), null);
  assert.equal((await now(offline.outbox.sight())).waiting, 3);
  device.reconnect();
  await pass();
  assert.deepEqual([(await now(offline.outbox.sight())).banner, await states(offline)], ['signIn', []]);
  device.cookie = server.signIn('ada');
  const again = await greet(open(newer));
  await pass(300000);
  assert.deepEqual(await states(again), ['counted', 'counted', 'counted']);
  assert.deepEqual([1, 2, 3].map(n => server.counted(n)), [1, 1, 1]);
});

test('session over: it is asked once, then nothing until somebody signs in', async () => {
  const { now, open, greet, device, server, asked, pass } = hall();
  const tab = await greet(open());
  device.cookie.isAlive = false;
  await now(tab.outbox.record(typed(1)));
  await pass();
  const before = asked.length;
  await now(tab.outbox.record(typed(2)));
  device.reconnect();
  await pass(6 * 3600000);
  assert.equal(asked.length, before);
  assert.equal((await now(tab.outbox.sight())).banner, 'signIn');
  device.cookie = server.signIn('ada');
  await greet(open());
  await pass(300000);
  assert.deepEqual([server.counted(1), server.counted(2)], [1, 1]);
});

test('a token serves its ten minutes; one that is refused is asked for anew, once', async () => {
  const { now, open, greet, server, asked, pass } = hall();
  const tab = await greet(open());
  const tokens = () => asked.filter(each => each === 'POST /v1/token').length;
  for (const n of [1, 2, 3]) { await now(tab.outbox.record(typed(n))); await pass(1000); }
  assert.equal(tokens(), 1);
  server.revokeTokens();
  await now(tab.outbox.record(typed(4)));
  await pass(1000);
  assert.equal(tokens(), 2);
  await pass(600000);
  const late = asked.length;
  await now(tab.outbox.record(typed(5)));
  await pass(300000);
  assert.equal(asked.slice(late).filter(each => each === 'POST /v1/declarations').length, 1, 'nothing is sent with a token whose time is over');
  assert.equal(server.counted(4) + server.counted(5), 2);
  const post = server.revokeTokens.bind(server), route = asked.length;
  // A house that refuses every token is asked twice, not for ever.
  const { carry } = server;
  server.carry = (process, path, options) => { if (options?.method === 'POST' && path === '/v1/declarations') post(); return carry(process, path, options); };
  await now(tab.outbox.record(typed(6)));
  await pass(900);
  assert.equal(asked.slice(route).filter(each => each === 'POST /v1/declarations').length, 2);
});

test('an account that was closed keeps everything and says so; a colleague says yes and sends it', async () => {
  const { now, open, greet, device, server, pass, states } = hall();
  const tab = await greet(open());
  server.barred.add('ada');
  await now(tab.outbox.record(typed(1)));
  await pass(300000);
  assert.deepEqual([(await now(tab.outbox.sight())).banner, server.counted(1)], ['barred', 0]);
  device.end([tab]);
  device.cookie = server.signIn('bob');
  const other = await greet(open());
  assert.deepEqual([await states(other), server.counted(1)], [['toConfirm'], 0]);
  await now(other.outbox.confirm([id(1) + '/1']));
  await pass(300000);
  assert.deepEqual([await states(other), server.counted(1)], [['counted'], 1]);
  assert.equal((await now(other.outbox.sight())).shown[0].entry.typedBy.account, 'ada');
});

test('what an account might not do it is asked about once more at the next opening', async () => {
  const { now, open, greet, server, pass } = hall();
  const tab = await greet(open());
  server.barred.add('ada');
  await now(tab.outbox.record(typed(1)));
  await pass(300000);
  server.barred.clear();
  await pass(300000);
  assert.equal(server.counted(1), 0);
  await greet(open());
  await pass(300000);
  assert.equal(server.counted(1), 1);
});

test('a token goes with who asked for it: what the next clerk says yes to leaves in their name', async () => {
  const { now, open, greet, device, server, pass } = hall();
  const tab = await greet(open());
  await now(tab.outbox.record(typed(1)));
  await pass(5000);
  device.isCut = true;
  await now(tab.outbox.record(typed(2)));
  await pass(5000);
  device.isCut = false;
  device.cookie = server.signIn('bob');
  await now(tab.outbox.hello(server.who(device.cookie)));
  await now(tab.outbox.confirm([id(2) + '/1']));
  await pass(60000);
  const sender = n => [...server.senders].filter(([whole]) => whole.includes(id(n))).flatMap(([, accounts]) => [...accounts]);
  assert.deepEqual([sender(1), sender(2)], [['ada'], ['bob']]);
});

test('another commune’s clerk sees a number, cannot say yes, and sends nothing', async () => {
  const { now, open, greet, device, server, pass } = hall();
  const tab = await greet(open());
  device.isCut = true;
  await now(tab.outbox.record(typed(1)));
  device.end([tab]);
  device.isCut = false;
  device.cookie = server.signIn('cleo');
  const other = await greet(open());
  await now(other.outbox.confirm([id(1) + '/1']));
  assert.equal(await now(other.outbox.withdraw(id(1) + '/1', 'x')), null);
  await pass(300000);
  const seen = await now(other.outbox.sight());
  assert.deepEqual([seen.shown, seen.waiting, server.counted(1)], [[], 1, 0]);
  await assert.rejects(now(other.outbox.record(typed(2))), error => error instanceof NotAdmitted && error.field === 'commune');
});

test('signed out only a number is left, and the last known state is gone', async () => {
  const { now, open, greet, device, pass } = hall();
  const tab = await greet(open());
  await now(tab.outbox.keepKnown('56001', { declared: 3 }));
  assert.deepEqual(await now(tab.outbox.known('56001')), { declared: 3 });
  device.isCut = true;
  await now(tab.outbox.record(typed(1)));
  await now(tab.outbox.goodbye());
  await pass();
  const seen = await now(tab.outbox.sight());
  assert.deepEqual([seen.shown, seen.waiting, await now(tab.outbox.known('56001'))], [[], 1, null]);
  assert.equal(device.disk.records('vigie-mairie', 'known').size, 0);
  await assert.rejects(now(tab.outbox.record(typed(2))), error => error.field === 'account');
});

test('one tab sends, however many are open', async () => {
  const { now, open, greet, device, asked, pass } = hall();
  const tabs = [await greet(open()), await greet(open()), await greet(open())];
  device.isCut = true;
  for (const n of [1, 2, 3]) await now(tabs[n - 1].outbox.record(typed(n)));
  await pass(5000);
  const before = asked.length;
  device.reconnect();
  await pass(300000);
  assert.equal(asked.slice(before).filter(each => each === 'POST /v1/declarations').length, 3);
  assert.ok(tabs.every(tab => tab.changes > 3), 'the others hear of it');
});

test('a tab that holds the lock and stands still is passed by', async () => {
  const { now, open, greet, device, server, pass } = hall();
  const stuck = device.start();
  stuck.browser.locks.request('vigie outbox real', {}, () => new Promise(() => {})).catch(() => {});
  const tab = await greet(open());
  await now(tab.outbox.record(typed(1)));
  await pass(100000);
  assert.equal(server.counted(1), 0);
  await pass(400000);
  assert.equal(server.counted(1), 1);
});

test('the same form recorded twice is one; another content under its id is refused', async () => {
  const { now, open, greet, device } = hall();
  const tab = await greet(open());
  device.isCut = true;
  await Promise.all([now(tab.outbox.record(typed(1))), now(tab.outbox.record(typed(1)))]);
  assert.equal(device.disk.records('vigie-mairie', 'entries').size, 1);
  await assert.rejects(now(tab.outbox.record(typed(1, { place: 'other' }))), NotAdmitted);
});

test('two alike from two devices both count, and each is shown beside the other', async () => {
  const { now, open, greet, server, pass } = hall();
  const tab = await greet(open());
  await now(tab.outbox.record(typed(1)));
  const alike = await now(tab.outbox.similar({ ...typed(1), id: id(2), commune: '56001' }));
  assert.deepEqual(alike.map(each => each.id), [id(1)]);
  await now(tab.outbox.record(typed(1, { id: id(2) })));
  await pass(300000);
  assert.equal(server.counted(1), 2);
  assert.deepEqual((await now(tab.outbox.sight())).shown.map(each => each.alike.length), [1, 1]);
  await now(tab.outbox.withdraw(id(2) + '/1', 'saisie deux fois'));
  await pass(300000);
  assert.equal(server.counted(1), 1);
});

test('a conflict is shown with both versions, and a person solves it, either way', async () => {
  for (const isMine of [true, false]) {
    const { now, open, greet, server, pass, device } = hall();
    const tab = await greet(open());
    device.isCut = true;
    await now(tab.outbox.record(typed(1)));
    server.declareOtherwise({ id: id(1), revision: 1, commune: '56001', occurredOn: '2026-11-30', place: 'other', cause: 'other', deaths: 7 });
    await pass(30000);
    device.reconnect();
    await pass(300000);
    const [{ entry, state }] = (await now(tab.outbox.sight())).shown;
    assert.deepEqual([state, entry.deaths, entry.theirs.deaths], ['conflict', 1, 7]);
    await now(isMine ? tab.outbox.keepMine(entry.key, 'le nôtre est juste') : tab.outbox.keepTheirs(entry.key));
    await pass(300000);
    assert.deepEqual([server.counted(1), server.counted(7)], isMine ? [1, 0] : [0, 1]);
  }
});

test('a day that the tablet’s clock told wrongly waits for a person', async () => {
  const { now, open, greet, server, device, pass, states } = hall();
  const tab = open();
  device.skew = -3 * 86400000;
  device.isCut = true;
  tab.outbox.hello(server.who(device.cookie));
  await pass();
  const entry = await now(tab.outbox.record(typed(1)));
  assert.equal(entry.occurredOn, '2026-11-27');
  device.reconnect();
  await pass(300000);
  assert.deepEqual([await states(tab), server.counted(1)], [['toConfirm'], 0]);
  assert.match((await now(tab.outbox.sight())).clock, /retarde de 3\u00a0jours/);
  assert.equal(await now(tab.outbox.today()), '2026-11-30');
  await now(tab.outbox.chooseDay(entry.key, '2026-11-30'));
  await pass(300000);
  assert.deepEqual([await states(tab), server.counted(1)], [['counted'], 1]);
});

test('practice lies and leaves apart', async () => {
  const { now, open, greet, device, asked, pass } = hall();
  const tab = await greet(open({}, exercise));
  await now(tab.outbox.record(typed(1, { commune: '00001' })));
  await pass(1000);
  assert.deepEqual([device.disk.records('vigie-mairie', 'entries').size, device.disk.records('vigie-mairie-exercice', 'entries').size], [0, 1]);
  assert.ok(!asked.some(each => each.includes('/v1/declarations')));
  await assert.rejects(now(tab.outbox.record(typed(2))), NotAdmitted);
});

test('an update keeps what waits, and a page of before hears that it is old and records nothing more', async () => {
  const { now, open, greet, device, server, pass } = hall();
  const old = await greet(open());
  device.isCut = true;
  await now(old.outbox.record(typed(1)));
  const newer = await greet(open({ schema: schema.with(() => {}) }), null);
  assert.equal(old.isOutdated, true);
  await assert.rejects(now(old.outbox.record(typed(2))), Outdated);
  assert.equal((await now(newer.outbox.sight())).waiting, 1);
  device.reconnect();
  await pass(300000);
  assert.equal(server.counted(1), 1);
});

test('a page of before that does not let go of the outbox is told of', async () => {
  const { device, open, greet } = hall();
  const old = device.start();
  // It stands still: it has the database and hears nothing.
  const request = old.browser.indexedDB.open('vigie-mairie', 2);
  request.onupgradeneeded = () => schema.upgrade(request.result, request.transaction, 0);
  let blocked = 0;
  const tab = open();
  await greet(tab);
  const newer = device.start();
  newer.outbox = new Outbox(real, newer.browser, { told: { onBlocked: () => { blocked += 1; } }, schema: schema.with(() => {}) });
  await greet(newer, null);
  assert.equal(blocked, 1);
});

test('the worker that the browser wakes sends what waits, and asks to be woken again while something is left', async () => {
  const { now, open, greet, device, server } = hall();
  const tab = await greet(open());
  device.isCut = true;
  // Its clock is the real one: a day that was chosen is not judged by it.
  await now(tab.outbox.record(typed(1, { dayChoice: 'other', occurredOn: '2026-11-28' })));
  device.end([tab]);
  const process = device.start(), heard = {};
  const { indexedDB, locks, fetch, after, cancel } = process.browser;
  start({
    indexedDB, navigator: { locks }, fetch, setTimeout: (run, milliseconds) => after(milliseconds, run), clearTimeout: cancel, location: { origin: '' },
    addEventListener: (name, run) => { heard[name] = run; }
  }, { version: 'a', page: '/mairie/application', shell: [] });
  const wake = tag => { let done; heard.sync({ tag, waitUntil: promise => { done = promise; } }); return done; };
  assert.equal(wake('something else'), undefined);
  await assert.rejects(now(wake('vigie-outbox-real')), /still waits/);
  device.isCut = false;
  await now(wake('vigie-outbox-real'));
  assert.equal(server.came.size, 1);
  device.cookie.isAlive = false;
  await now(wake('vigie-outbox-real'));
  await now(wake('vigie-outbox-exercise'));
});

test('an outbox has a bound, and says so before it takes more', async () => {
  const { device, now } = hall();
  const { browser } = device.start();
  const store = new OutboxStore(real, { open: (...given) => counted(browser.indexedDB.open(...given)) });
  await assert.rejects(now(store.record({ key: 'x', realm: 'real', commune: '56001' })), Full);
});

// A database that says it holds five thousand.
function counted(request) {
  return new Proxy(request, {
    set: (target, name, value) => { target[name] = name === 'onsuccess' ? () => { target.result = full(target.result); value({ target }); } : value; return true; },
    get: (target, name) => target[name]
  });
}
function full(database) {
  const transaction = database.transaction;
  database.transaction = (...given) => {
    const made = transaction(...given), objectStore = made.objectStore.bind(made);
    made.objectStore = name => {
      const store = objectStore(name), count = store.count;
      store.count = () => { const request = count(); return { set onsuccess(run) { request.onsuccess = () => run({ target: { result: 5000 } }); } }; };
      return store;
    };
    return made;
  };
  return database;
}
