import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';
import { Device } from './Outbox/device.js';
import { Random } from './Outbox/random.js';
import { World } from './Outbox/world.js';

const { exercise, real, Letter } = await load('outbox-realm');
const { makeEntry, NotAdmitted } = await load('outbox-entry');
const { OutboxStore } = await load('outbox-store');
const { Letters } = await load('outbox-letters');

const typed = { id: '3f2a9c1b-0000-4000-8000-000000000001', commune: '00001', occurredOn: '2026-11-29', place: 'home', cause: 'unknown', deaths: 1 };
const told = { realm: 'exercise', by: { account: 'ada', name: 'Ada' }, at: 1000, offset: 0 };
const practice = makeEntry(typed, told);
const isStrange = error => error instanceof NotAdmitted;

test('the two realms share neither database nor address', () => {
  assert.notEqual(real.database, exercise.database);
  const addresses = [];
  const fetch = address => { addresses.push(address); };
  Letter.post(exercise.declaration(practice, 't'), fetch);
  Letter.post(real.declaration({ ...practice, realm: 'real', commune: '56001' }, 't'), fetch);
  assert.deepEqual(addresses, ['/v1/exercise/declarations', '/v1/declarations']);
});

test('what was typed for practice cannot be sent to the real house, whatever it claims to be', () => {
  for (const letter of [entry => real.declaration(entry, 't'), entry => real.question(entry, 't')]) {
    assert.throws(() => letter(practice), isStrange);
    assert.throws(() => letter({ ...practice, realm: 'real' }), isStrange, 'its commune lies in the exercise department');
    assert.throws(() => letter({ ...practice, commune: '56001' }), isStrange, 'it says itself that it is practice');
  }
  assert.throws(() => exercise.declaration({ ...practice, commune: '56001' }, 't'), isStrange);
  assert.throws(() => exercise.declaration({ ...practice, realm: 'real', commune: '56001' }, 't'), isStrange);
});

test('who typed it goes along, where the device knows an account', () => {
  const account = '0a1b2c3d-0000-4000-8000-000000000001';
  const sent = entry => {
    let text = null;
    Letter.post(exercise.declaration(entry, 't'), (_, options) => { text = options.body; });
    return JSON.parse(text);
  };
  assert.equal(sent({ ...practice, typedBy: { account, name: 'Ada' } }).typedBy, account);
  assert.equal('typedBy' in sent(practice), false, 'a name that is no account is not told');
  assert.equal(JSON.stringify(sent({ ...practice, typedBy: { account, name: 'Ada' } })).includes('Ada'), false, 'and nobody is named');
});

test('nothing but a realm’s letter can be posted', () => {
  assert.throws(() => new Letter(Symbol('seal'), '/v1/declarations', {}), TypeError);
  assert.throws(() => Letter.post({ address: '/v1/declarations', options: {} }, () => {}), TypeError);
  assert.throws(() => { real.database = 'vigie-mairie-exercice'; }, TypeError);
});

test('the real outbox neither takes an entry of practice nor turns one of its own into it, and its letters do not carry one', async () => {
  const world = new World(new Random(1));
  const process = new Device('tablet', world, { carry: () => assert.fail('something left') }).start();
  const store = new OutboxStore(real, process.browser.indexedDB);
  assert.throws(() => store.record(practice), isStrange);
  const own = store.record({ ...practice, realm: 'real', commune: '56001' });
  while (await world.step(world.now) || (await world.settle(), world.isBusy));
  const changed = store.change((await own).key, entry => ({ ...entry, realm: 'exercise', commune: '00001' }));
  const refusal = assert.rejects(changed, isStrange);
  await world.settle();
  while (await world.step(world.now));
  await refusal;
  await assert.rejects(new Letters(real, process.browser).declare(practice, 't'), isStrange);
});

test('a declaration says no more than the server knows', () => {
  let sent = null;
  Letter.post(exercise.declaration({ ...practice, revision: 2, withdrawn: true, reason: 'erreur' }, 'abc'), (_, options) => { sent = options; });
  assert.deepEqual(JSON.parse(sent.body), { ...typed, revision: 2, withdrawn: true, reason: 'erreur' });
  assert.equal(sent.headers.Authorization, 'Bearer abc');
  assert.equal(sent.credentials, 'omit');
  Letter.post(exercise.declaration(makeEntry({ ...typed, deaths: 0 }, told), 'abc'), (_, options) => { sent = options; });
  assert.deepEqual(Object.keys(JSON.parse(sent.body)), ['id', 'revision', 'commune', 'occurredOn', 'deaths']);
});
