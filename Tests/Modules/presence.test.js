import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fresh, page } from './modules.js';

// A browser whose clock the test turns.
function environment() {
  const heard = {};
  return {
    heard, timers: [],
    setInterval(run, milliseconds) { this.timers.push({ run, milliseconds }); },
    addEventListener(name, run) { heard[name] = run; },
    document: { hidden: false, addEventListener(name, run) { heard[name] = run; } }
  };
}
const settled = () => new Promise(done => setTimeout(done, 5));

function answering(status) {
  const asked = [];
  globalThis.fetch = async (path, options) => {
    asked.push({ path, method: options.method ?? 'GET' });
    return new Response('{}', { status, headers: { 'Content-Type': 'application/json' } });
  };
  return asked;
}

test('a session that is there is asked for three times a minute, and nothing happens', async () => {
  const { visited } = page({ dataset: { session: 'k3x' }, path: '/mairie' });
  const asked = answering(200);
  const here = environment();
  (await fresh('presence')).watch(here);
  assert.deepEqual(here.timers.map(each => each.milliseconds), [20000]);
  here.timers[0].run();
  await settled();
  assert.deepEqual(asked, [{ path: '/v1/session', method: 'GET' }]);
  assert.deepEqual(visited, []);
});

test('a session that is over leads to where people sign in, and back', async () => {
  const { visited } = page({ dataset: { session: 'k3x' }, path: '/comptes', search: '?q=a' });
  answering(401);
  const here = environment();
  (await fresh('presence')).watch(here);
  here.timers[0].run();
  await settled();
  assert.deepEqual(visited, ['/connexion?suite=' + encodeURIComponent('/comptes?q=a')]);
});

test('a page that comes back looks at once; an outage is no refusal', async () => {
  const { visited } = page({ dataset: { session: 'k3x' }, path: '/mairie' });
  const asked = answering(503);
  const here = environment();
  (await fresh('presence')).watch(here);
  here.heard.pageshow({ persisted: false });
  here.heard.pageshow({ persisted: true });
  here.document.hidden = true;
  here.heard.visibilitychange();
  here.document.hidden = false;
  here.heard.visibilitychange();
  await settled();
  assert.equal(asked.length, 2);
  assert.deepEqual(visited, []);
});

test('where nobody is signed in nothing is asked', async () => {
  page();
  const here = environment();
  (await fresh('presence')).watch(here);
  assert.deepEqual(here.timers, []);
});
