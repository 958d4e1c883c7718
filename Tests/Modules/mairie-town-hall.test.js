import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, page } from './modules.js';

page({ dataset: { session: 'm' } });
const { TownHall, whoIsThere } = await load('mairie-town-hall');
const { bannersOf } = await load('mairie-screen');

const answer = (status, body, headers = {}) => ({
  status, redirected: false, headers: new Headers({ 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json', ...headers }), json: async () => body
});
function hall(answers) {
  const heard = [], asked = [];
  const environment = {
    setTimeout, clearTimeout, setInterval: () => 1, clearInterval: () => {}, addEventListener: () => {}, document: { hidden: false, addEventListener: () => {} },
    fetch: async (path, options) => { asked.push([path, options]); const next = answers.shift(); if (next instanceof Error) throw next; return next; }
  };
  const told = Object.fromEntries(['onState', 'onOver', 'onBarred', 'onAway'].map(name => [name, value => { heard.push([name, value]); }]));
  return { heard, asked, hall: new TownHall('56260', told, environment) };
}
const state = { commune: { code: '56260' }, days: [], declarations: [] };

test('a state is asked for with its mark, and told once it is another', async () => {
  const { heard, asked, hall: one } = hall([answer(200, state, { ETag: '"a"' }), answer(304, null)]);
  await one.look();
  await one.look();
  assert.deepEqual(heard, [['onAway', false], ['onState', state], ['onAway', false]]);
  assert.equal(asked[0][1].headers['If-None-Match'], undefined);
  assert.equal(asked[1][1].headers['If-None-Match'], '"a"');
});

test('a session that is over, an account that may not, and no answer are told apart; nobody is led away', async () => {
  const { heard, hall: one } = hall([
    answer(401, {}), answer(403, {}), answer(503, {}), new TypeError('cut'), answer(200, { commune: { code: '56007' } }), { ...answer(200, state), redirected: true },
    answer(200, {}, { 'Content-Type': 'text/html' })
  ]);
  for (let i = 0; i < 7; i += 1) await one.look();
  const reached = ['onAway', false];
  assert.deepEqual(heard, [reached, ['onOver', undefined], reached, ['onBarred', undefined], ['onAway', true], ['onAway', true], ['onAway', true], ['onAway', true], ['onAway', true]]);
});

test('what goes wrong with a state is no missing network', async () => {
  const { heard, hall: one } = hall([answer(200, state), answer(200, state)]);
  const broken = new TownHall('56260', { onState: () => { throw new Error('the page is at fault'); }, onAway: isAway => { heard.push(isAway); } }, { ...globalThis, setTimeout, clearTimeout, fetch: async () => answer(200, state) });
  await broken.look();
  await one.look();
  assert.deepEqual(heard, [false, ['onAway', false], ['onState', state]]);
});

test('asked for while it is asked, it is asked once more', async () => {
  const { asked, hall: one } = hall([answer(200, state), answer(200, state), answer(200, state)]);
  const first = one.look();
  one.look();
  one.look();
  await first;
  await new Promise(resolve => setTimeout(resolve, 5));
  assert.equal(asked.length, 2);
});

test('who is signed in is what the house says, and nobody else', async () => {
  const ask = given => whoIsThere({ fetch: async () => given });
  assert.deepEqual(await ask(answer(200, { signedIn: true, account: 'a', name: 'Anne', roles: [] })), { account: 'a', name: 'Anne', roles: [] });
  assert.deepEqual(await ask(answer(401, {})), { account: null });
  assert.equal(await ask(answer(200, {}, { 'Content-Type': 'text/html' })), null);
  assert.equal(await whoIsThere({ fetch: async () => { throw new TypeError(); } }), null);
});

// MARK: banners

const calm = { banner: null, waiting: 0, isOver: false, isBarred: false, isAway: false, isOutdated: false, isNew: false, isOther: false, clock: '', keeping: '', isKeeping: true, signIn: '/connexion', reload: () => {} };
const said = more => bannersOf({ ...calm, ...more }).map(({ text }) => text);

test('a quiet day has no banner', () => assert.deepEqual(said({}), []));

test('a session that is over is told once, with the way to sign in', () => {
  const [only, ...more] = bannersOf({ ...calm, banner: 'signIn', isOver: true, isAway: true, waiting: 3 });
  assert.equal(only.text, 'Connectez-vous pour envoyer (3\u00a0déclarations en attente sur cet appareil).');
  assert.equal(only.action.href, '/connexion');
  assert.deepEqual(more, []);
  assert.match(said({ isOver: true })[0], /Votre connexion a expiré/);
});

test('no network, a wrong clock, a browser that forgets and a new version are told', () => {
  assert.match(said({ isAway: true, waiting: 2 })[0], /Pas de réseau.*2.déclarations en attente/);
  assert.deepEqual(said({ clock: 'L’horloge retarde.', keeping: 'Navigation privée.' }), ['L’horloge retarde.', 'Navigation privée.']);
  assert.deepEqual(said({ isAway: true, isKeeping: false }), ['Pas de réseau.']);
  assert.match(said({ isNew: true })[0], /nouvelle version/);
  assert.equal(bannersOf({ ...calm, isOutdated: true })[0].action.text, 'Recharger');
});
