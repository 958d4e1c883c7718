import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

const answers = await load('outbox-answers');
const entry = { id: 'a', revision: 1 };
const answer = (status, body, headers = {}) => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
const problem = (status, more = {}) => answer(status, { type: '/problems/x', status, ...more }, { 'Content-Type': 'application/problem+json' });
const kind = async promised => (await promised).kind;

test('only a receipt for this id and revision is one', async () => {
  assert.deepEqual(await answers.ofDeclaration(answer(202, { id: 'a', revision: 1, receipt: 'r', warnings: ['!'] }), entry), { kind: 'taken', receipt: 'r', warnings: ['!'] });
  for (const body of [{ id: 'b', revision: 1, receipt: 'r' }, { id: 'a', revision: 2, receipt: 'r' }, { id: 'a', revision: 1 }, { id: 'a', revision: 1, receipt: '' }, '<html>', 'null', '[]']) {
    assert.equal(await kind(answers.ofDeclaration(answer(202, body), entry)), 'unanswered', JSON.stringify(body));
  }
  assert.equal(await kind(answers.ofDeclaration(answer(200, { id: 'a', revision: 1, receipt: 'r' }), entry)), 'unanswered');
  assert.equal(await kind(answers.ofDeclaration(answer(202, { id: 'a', revision: 1, receipt: 'r' }, { 'Content-Type': 'text/html' }), entry)), 'unanswered');
});

test('refusals are the house’s own; whatever stands between refuses nothing', async () => {
  for (const [status, meant] of [[400, 'refused'], [401, 'tokenOver'], [403, 'barred'], [404, 'refused'], [409, 'conflict'], [413, 'refused'], [422, 'refused'], [408, 'unanswered'], [429, 'later'], [500, 'unanswered'], [502, 'unanswered'], [503, 'later']]) {
    assert.equal(await kind(answers.ofDeclaration(problem(status), entry)), meant, String(status));
    const between = await kind(answers.ofDeclaration(answer(status, '<html>', { 'Content-Type': 'text/html' }), entry));
    assert.equal(between, status === 503 || status === 429 ? 'later' : 'unanswered', status + ' of somebody between');
    for (const strange of [{ status: 200 }, { type: 'about:blank' }, { type: undefined }]) assert.notEqual(await kind(answers.ofDeclaration(problem(status, strange), entry)), 'refused');
  }
  assert.deepEqual(await answers.ofDeclaration(problem(422, { field: 'occurredOn', reason: 'après aujourd’hui' }), entry), { kind: 'refused', status: 422, field: 'occurredOn', reason: 'après aujourd’hui' });
});

test('a department that is paused is waited for; one that is closed refuses', async () => {
  const told = type => answers.ofDeclaration(problem(409, { type: '/problems/' + type, detail: 'Reprise lundi.' }), entry);
  assert.deepEqual(await told('department-paused'), { kind: 'later', seconds: 1800, detail: 'Reprise lundi.' });
  assert.deepEqual(await told('department-closed'), { kind: 'refused', status: 409, field: null, reason: 'Reprise lundi.' });
  assert.equal((await told('conflict')).kind, 'conflict');
});

test('Retry-After is heard, and bounded', async () => {
  const seconds = async header => (await answers.ofDeclaration(answer(503, '', { 'Retry-After': header }), entry)).seconds;
  assert.deepEqual([await seconds('7'), await seconds('99999'), await seconds('-1'), await seconds('demain')], [7, 3600, null, null]);
});

test('a session is who is signed in, or over, or not known', async () => {
  assert.equal((await answers.ofSession(answer(200, { signedIn: true, account: 'ada', name: 'Ada', roles: [], formToken: 'f' }))).account, 'ada');
  assert.equal(await kind(answers.ofSession(answer(200, '<html>bienvenue', { 'Content-Type': 'text/html' }))), 'unanswered');
  assert.equal(await kind(answers.ofSession(problem(401))), 'over');
  assert.equal(await kind(answers.ofSession(answer(401, '<html>', { 'Content-Type': 'text/html' }))), 'unanswered', 'a proxy that wants a password is no session');
  assert.equal(await kind(answers.ofSession(problem(503))), 'later');
});

test('a token is for the commune it was asked for', async () => {
  const body = { token: 't', commune: '56001', expiresAt: '2026-11-30T08:10:00Z' };
  assert.deepEqual(await answers.ofToken(answer(200, body), '56001'), { kind: 'token', token: 't', expiresAt: Date.parse(body.expiresAt) });
  assert.equal(await kind(answers.ofToken(answer(200, body), '56002')), 'unanswered');
  assert.equal(await kind(answers.ofToken(answer(200, { ...body, expiresAt: 'tard' }), '56001')), 'unanswered');
  assert.deepEqual([await kind(answers.ofToken(problem(401), '56001')), await kind(answers.ofToken(problem(403), '56001')), await kind(answers.ofToken(problem(503), '56001'))], ['over', 'barred', 'later']);
});

test('what the ledger says is of this id; 404 is not knowing', async () => {
  assert.equal(await kind(answers.ofQuestion(answer(200, { id: 'a', revisions: [] }), entry)), 'found');
  assert.equal(await kind(answers.ofQuestion(answer(200, { id: 'b', revisions: [] }), entry)), 'unanswered');
  assert.equal(await kind(answers.ofQuestion(problem(404), entry)), 'unknown');
  assert.equal(await kind(answers.ofQuestion(answer(404, '', { 'Content-Type': 'text/html' }), entry)), 'unanswered');
});
