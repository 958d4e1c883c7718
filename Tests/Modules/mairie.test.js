import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

const { asked, cacheOf, mayKeep, outdated, way } = await load('mairie-cache');
const { start } = await load('mairie-worker');
const { Renewal } = await load('mairie-renewal');
const { keeping, keepingInWords } = await load('outbox-keeping');

const origin = 'https://vigie.example';
const shell = ['/mairie/application', '/assets/modules/abc/outbox.js'];
const request = (path, more = {}) => ({ url: origin + path, method: 'GET', mode: 'cors', ...more });
const page = (status = 200, more = {}) => ({ status, redirected: false, type: 'basic', ...more, headers: new Headers(more.headers) });

// MARK: the cache

test('the worker has a part in pages of the mairie and in its shell, and in nothing else', () => {
  assert.equal(way(request('/mairie/', { mode: 'navigate' }), shell, origin), 'page');
  assert.equal(way(request('/assets/modules/abc/outbox.js'), shell, origin), 'shell');
  for (const other of [
    request('/v1/session'), request('/v1/declarations/x'), request('/mairie/', { mode: 'navigate', method: 'POST' }), request('/comptes', { mode: 'navigate' }),
    request('/assets/modules/old/outbox.js'), request('/mairie/etat'), { ...request(''), url: 'https://elsewhere.example/mairie/', mode: 'navigate' }
  ]) assert.equal(way(other, shell, origin), null, other.url);
});

test('what is kept was asked for without a cookie, and is nobody’s own', () => {
  for (const address of ['/assets/modules/0123456789ab/outbox.js', '/mairie/application']) assert.equal(asked(address).credentials, 'omit');
  assert.equal(asked('/assets/modules/0123456789ab/outbox.js').cache, 'default', 'its name tells its content: what the browser has is right');
  assert.equal(asked('/mairie/application').cache, 'no-cache');
  assert.equal(mayKeep(page()), true);
  for (const wrong of [page(503), page(200, { redirected: true }), page(200, { type: 'opaque' }), page(200, { headers: { 'Cache-Control': 'no-store' } }), page(200, { headers: { 'Cache-Control': 'max-age=3, private' } })]) {
    assert.equal(mayKeep(wrong), false);
  }
  assert.deepEqual(outdated([cacheOf('a'), cacheOf('b'), 'autre'], 'b'), [cacheOf('a')]);
});

// MARK: the worker

// A worker's scope with caches, and a network that a test answers for.
function scope(answer) {
  const heard = {}, kept = new Map(), fetched = [];
  const cache = name => {
    if (!kept.has(name)) kept.set(name, new Map());
    return { put: async (key, value) => { kept.get(name).set(key, value); }, match: async key => kept.get(name).get(String(key).replace(origin, '')) };
  };
  const made = {
    heard, kept, fetched, skipped: 0, location: { origin }, clients: { claim: async () => {} },
    addEventListener: (name, run) => { heard[name] = run; }, skipWaiting: () => { made.skipped += 1; },
    caches: { open: async name => cache(name), keys: async () => [...kept.keys()], delete: async name => kept.delete(name) },
    fetch: async (address, options) => { fetched.push([address.url ?? address, options]); return answer(address.url ?? address, options); },
    setTimeout: run => { made.late = run; return 1; }, clearTimeout: () => {}
  };
  start(made, { version: 'abc', page: shell[0], shell });
  made.wait = async (name, event = {}) => { let done; heard[name]({ ...event, waitUntil: promise => { done = promise; } }); return done; };
  made.answer = async asking => { let given = null; heard.fetch({ request: asking, respondWith: promise => { given = promise; } }); return given; };
  return made;
}
const navigation = request('/mairie/', { mode: 'navigate' });

test('a version is kept whole or not at all', async () => {
  const good = scope(async () => page());
  await good.wait('install');
  assert.deepEqual([...good.kept.get(cacheOf('abc')).keys()], shell);
  assert.ok(good.fetched.every(([, options]) => options.credentials === 'omit'));
  const bad = scope(async address => page(address === shell[1] ? 404 : 200));
  await assert.rejects(bad.wait('install'));
  assert.equal(bad.kept.size, 0);
});

test('a new version clears the caches of the old ones and nothing else', async () => {
  const worker = scope(async () => page());
  for (const name of [cacheOf('old'), 'autre']) await worker.caches.open(name);
  await worker.wait('install');
  await worker.wait('activate');
  assert.deepEqual([...worker.kept.keys()].sort(), ['autre', cacheOf('abc')].sort());
  assert.equal(worker.indexedDB, undefined, 'it has no hold of what waits');
});

test('a page comes from the network; from the shell where there is none, a slow one, or no server', async () => {
  let network = async () => page();
  const worker = scope((...given) => network(...given));
  await worker.wait('install');
  const kept = worker.kept.get(cacheOf('abc')).get(shell[0]);
  const fresh = page();
  network = async () => fresh;
  assert.equal(await worker.answer(navigation), fresh);
  network = async () => page(503);
  assert.equal(await worker.answer(navigation), kept);
  network = async () => { throw new TypeError('network'); };
  assert.equal(await worker.answer(navigation), kept);
  network = () => new Promise(() => {});
  const slow = worker.answer(navigation);
  worker.late();
  assert.equal(await slow, kept);
  network = async () => page(303);
  assert.equal((await worker.answer(navigation)).status, 303, 'to where people sign in');
});

test('answers of an account pass the worker by, and are nowhere afterwards', async () => {
  const worker = scope(async () => page());
  await worker.wait('install');
  await worker.answer(navigation);
  assert.equal(await worker.answer(request('/v1/session')), null);
  assert.deepEqual([...worker.kept.get(cacheOf('abc')).keys()], shell);
});

test('it takes over when it is told to, and not before', () => {
  const worker = scope(async () => page());
  assert.equal(worker.skipped, 0);
  worker.heard.message({ data: 'take' });
  worker.heard.message({ data: 'other' });
  assert.equal(worker.skipped, 1);
});

// MARK: a new version

function renewal({ controlled = true } = {}) {
  const heard = {}, told = { news: 0, reloads: 0, isTyping: false, isSending: false }, posted = [];
  const registration = { installing: null, waiting: null, addEventListener: (name, run) => { heard[name] = run; }, update: async () => {} };
  const container = { controller: controlled ? {} : null, addEventListener: (name, run) => { heard[name] = run; }, register: async () => registration };
  const made = new Renewal({ onNew: () => { told.news += 1; }, moment: () => told, reload: () => { told.reloads += 1; } }, container);
  const arrive = () => {
    let changed;
    registration.installing = { state: 'installing', addEventListener: (_, run) => { changed = run; }, postMessage: text => posted.push(text) };
    heard.updatefound();
    registration.installing.state = 'installed';
    registration.waiting = registration.installing;
    changed();
  };
  return { made, told, posted, heard, arrive, register: () => made.register(container) };
}

test('a new version is told, and taken at a quiet moment', async () => {
  const { made, told, posted, heard, arrive, register } = renewal();
  await register();
  told.isTyping = true;
  arrive();
  assert.deepEqual([told.news, posted], [1, []]);
  made.settle();
  assert.deepEqual(posted, []);
  told.isTyping = false;
  made.settle();
  assert.deepEqual(posted, ['take']);
  heard.controllerchange();
  heard.controllerchange();
  assert.equal(told.reloads, 1);
});

test('another tab that takes it does not take what is half typed here', async () => {
  const { made, told, heard, register } = renewal();
  await register();
  told.isTyping = true;
  heard.controllerchange();
  assert.deepEqual([told.reloads, told.news], [0, 1]);
  told.isTyping = false;
  made.settle();
  assert.equal(told.reloads, 1);
});

test('the first worker of all replaces nothing', async () => {
  const { told, posted, heard, arrive, register } = renewal({ controlled: false });
  await register();
  arrive();
  heard.controllerchange();
  assert.deepEqual([told.news, told.reloads, posted], [0, 0, []]);
});

test('where there is no worker, that is told', async () => {
  const { made } = renewal();
  assert.equal(await made.register(null), false);
  assert.equal(await made.register({ register: async () => { throw new TypeError('no modules'); } }), false);
});

// MARK: what the browser promises

test('what the browser will not promise to keep is said', async () => {
  const device = (storage, more = {}) => ({ indexedDB: {}, navigator: { storage, ...more.navigator }, matchMedia: () => ({ matches: Boolean(more.isInstalled) }) });
  const estimate = quota => async () => ({ quota });
  assert.equal(await keeping(device({ persisted: async () => true })), 'kept');
  assert.equal(await keeping(device({ persisted: async () => false, persist: async () => true })), 'kept');
  assert.equal(await keeping(device({ persisted: async () => false, persist: async () => false, estimate: estimate(1e10) })), 'cleared');
  assert.equal(await keeping(device({ persist: async () => { throw new Error('no'); }, estimate: estimate(5e7) })), 'unkept');
  assert.equal(await keeping(device(undefined)), 'unkept');
  assert.equal(await keeping(device({ persist: async () => true }, { navigator: { standalone: false } })), 'notInstalled');
  assert.equal(await keeping(device({ persist: async () => true }, { navigator: { standalone: true } })), 'kept');
  for (const promise of ['cleared', 'unkept', 'notInstalled']) assert.match(keepingInWords(promise), /^[A-Z].*\.$/);
  assert.equal(keepingInWords('kept'), '');
});
