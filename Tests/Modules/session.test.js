import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fresh, page } from './modules.js';

test('a session is known by its mark alone', async () => {
  page({ dataset: { session: 'k3x' }, hash: '#cle=vgk_1' });
  const session = await fresh('session');
  assert.equal(session.isOpen(), true);
  assert.equal(session.mark(), 'k3x');
  assert.deepEqual(session.headers(true), {}, 'and nothing is taken out of an address');
});

test('without a session nothing is open', async () => {
  page();
  const session = await fresh('session');
  assert.equal(session.isOpen(), false);
  assert.equal(session.mark(), '');
});

test('whoever is lost is led to where people sign in, once', async () => {
  const { visited } = page({ search: '?date=2020-03-15' });
  const session = await fresh('session');
  session.lost();
  session.lost();
  assert.equal(visited.length, 1);
  assert.match(visited[0], /\/connexion\?suite=%2Fdepartements%2F56%3Fdate%3D2020-03-15$/);
});
