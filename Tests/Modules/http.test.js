import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fresh, load, page } from './modules.js';

let http, asked;

function answer(status, body = {}, headers = {}) {
  asked = [];
  globalThis.fetch = async (path, options) => {
    asked.push({ path, ...options });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json', ...headers } });
  };
}

beforeEach(async () => {
  page({ dataset: { session: 'abc' } });
  http = await load('http');
});

test('a question goes with what it wants, and nothing of a key', async () => {
  answer(200, { deaths: 3 }, { 'Content-Type': 'application/json' });
  assert.deepEqual(await http.json('/v1/departments/56'), { deaths: 3 });
  assert.equal(asked[0].headers.Accept, 'application/json');
  assert.equal(asked[0].headers.Authorization, undefined);
  assert.equal(asked[0].headers['X-Vigie-Token'], undefined);
});

test('a change carries the form’s token', async () => {
  page({ dataset: { session: 'abc' }, token: 'jeton-1' });
  answer(200, { alert: {} }, { 'Content-Type': 'application/json' });
  await http.send('/v1/alerts/1/close', { by: 'x' });
  assert.equal(asked[0].method, 'POST');
  assert.equal(asked[0].headers['X-Vigie-Token'], 'jeton-1');
  assert.equal(asked[0].headers['Content-Type'], 'application/json');
  assert.equal(asked[0].body, '{"by":"x"}');
});

test('a refusal says what the problem document says', async () => {
  answer(422, { type: '/problems/not-admitted', detail: 'trop tard', field: 'date' });
  await assert.rejects(http.json('/v1/france'), error => {
    assert.ok(error instanceof http.Refused);
    assert.deepEqual([error.status, error.detail, error.field, error.isFinal], [422, 'trop tard', 'date', true]);
    return true;
  });
});

test('what is no problem document is a refusal too', async () => {
  answer(502, '<html>', { 'Content-Type': 'text/html' });
  await assert.rejects(http.json('/v1/france'), error => error.status === 502 && error.detail === null && !error.isFinal);
  answer(503, 'null');
  await assert.rejects(http.json('/v1/france'), error => error.status === 503);
  answer(500, '{', {});
  await assert.rejects(http.json('/v1/france'), error => error.status === 500);
});

test('every refusal has a French sentence', () => {
  for (const status of [400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 502, 503, 504]) {
    assert.match(http.sentence(new http.Refused(status)), /^[A-ZÉÀ].*\.$/);
  }
  assert.match(http.sentence(new http.Refused(429, {}, 12)), /12 secondes/);
  assert.match(http.sentence(new http.Refused(403)), /Votre compte/);
  assert.match(http.sentence(new TypeError('fetch failed')), /Pas de réponse/);
  assert.equal(http.sentence(new http.Refused(404), { 404: 'Rien.' }), 'Rien.');
  assert.equal(http.sentence(new Error('x'), { away: 'Parti.' }), 'Parti.');
});

test('401 leads to where people sign in, once, and back to where they were', async () => {
  const { visited } = page({ dataset: { session: 'abc' }, path: '/departements/2A', search: '?date=2020-03-15' });
  answer(401);
  // The session remembers that it has left: the module of the other tests has not.
  const session = await fresh('session');
  session.lost();
  session.lost();
  assert.deepEqual(visited, ['/connexion?suite=%2Fdepartements%2F2A%3Fdate%3D2020-03-15']);
  await assert.rejects(http.json('/v1/france'), error => error.status === 401);
  assert.equal(visited.length, 2);
});
