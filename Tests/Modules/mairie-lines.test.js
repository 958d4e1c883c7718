import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

const { detail, lines, others, week } = await load('mairie-lines');
const { similar } = await load('outbox-similar');

const today = '2026-11-30', now = Date.parse('2026-11-30T10:00:00Z');
const id = mark => String(mark).repeat(8) + '-0000-4000-8000-000000000000';

// An entry of the outbox with its state, as `sight` shows it.
function shown(mark, more = {}, state = 'recorded') {
  const entry = {
    key: id(mark) + '/' + (more.revision ?? 1), id: id(mark), revision: 1, commune: '56260', occurredOn: today, dayChoice: 'today', place: 'home', cause: 'unknown', deaths: 1,
    withdrawn: false, reason: null, typedBy: { account: 'a', name: 'Anne' }, typedAt: now, offset: 0, phase: 'unsent', attempts: 0, barredFor: null, refusal: null, theirs: null, days: null, receipt: null,
    ...more
  };
  return { entry, state, alike: [] };
}
// A declaration as the server tells it.
function told(mark, more = {}) {
  const one = {
    id: id(mark), revision: 1, occurredOn: today, place: 'home', cause: 'unknown', deaths: 1, withdrawn: false, state: 'counted', refusal: null, onBehalf: false,
    madeOn: today, receivedAt: '2026-11-30T09:00:00Z', ...more
  };
  return { revisions: [{ ...one, reason: null }], ...one };
}
const view = (here, declarations = [], more = {}) => ({
  shown: here, state: { declarations, days: [] }, commune: '56260', today, zone: 'Europe/Paris', offset: 0, ...more
});
const only = (...given) => { const all = lines(view(...given)); assert.equal(all.length, 1); return all[0]; };

// MARK: one line a declaration

test('what this device and the ledger both know is one line, and the newer one is told', () => {
  assert.equal(only([shown(1, { phase: 'counted' }, 'counted')], [told(1)]).key, null, 'the ledger tells it');
  assert.equal(only([shown(1, { phase: 'received' }, 'received')], [told(1)]).state, 'counted', 'the ledger is ahead');
  assert.equal(only([shown(1, { phase: 'received' }, 'received')]).state, 'received', 'the ledger is behind');
  const corrected = only([shown(1, { phase: 'counted' }, 'counted'), shown(1, { revision: 2, deaths: 3 }, 'waiting')], [told(1)]);
  assert.equal(corrected.what, '3\u00a0décès – Domicile, Cause inconnue');
  assert.equal(corrected.state, 'waiting');
  assert.equal(only([shown(1, { phase: 'counted' }, 'counted')], [told(1, { revision: 2, deaths: 4 })]).revision, 2, 'corrected on another device');
});

test('what waits for a person is told, whatever the ledger says', () => {
  const theirs = { revision: 1, occurredOn: today, place: 'careHome', cause: 'other', deaths: 2, withdrawn: false, receivedAt: '2026-11-30T09:00:00Z', newest: 1 };
  const line = only([shown(1, { phase: 'conflict', theirs }, 'conflict')], [told(1, { deaths: 2 })]);
  assert.equal(line.stateText, 'À confirmer');
  assert.match(line.because, /Comparez les deux/);
  // Solved: the ledger's stands, and this device's is replaced.
  assert.equal(only([shown(1, { phase: 'superseded', theirs }, 'superseded')], [told(1, { deaths: 2 })]).state, 'counted');
});

test('entries of another commune are not shown, and the newest line is first', () => {
  assert.equal(lines(view([shown(1, { commune: '56007' })])).length, 0);
  assert.deepEqual(lines(view([shown(1), shown(2, { typedAt: now + 1000 })], [told(3)])).map(line => line.id), [id(2), id(1), id(3)]);
});

test('a time that a wrong clock typed is told by the server’s', () => {
  const line = only([shown(1, { typedAt: now - 3 * 86400000 })], [], { offset: 3 * 86400000 });
  assert.match(line.when, /30 novembre 2026 à 11:00/);
});

test('two alike are told on both lines, whoever declared them, unless somebody has said that they are two', () => {
  const [a, b] = lines(view([shown(1)], [told(2)]));
  assert.match(a.alikeText, /Semblable à la n°.2222-2222/);
  assert.match(b.alikeText, /1111-1111/);
  assert.ok(lines(view([shown(1)], [told(2)], { agreed: new Set([id(1)]) })).every(line => line.alikeText === ''));
  assert.ok(lines(view([shown(1, { deaths: 0, place: null, cause: null })], [told(2, { deaths: 0 })])).every(line => line.alikeText === ''));
  assert.ok(lines(view([shown(1)], [told(2, { state: 'withdrawn' })])).every(line => line.alikeText === ''));
});

test('what the server refused says why and what to do', () => {
  const line = only([], [told(1, { state: 'refused', refusal: 'le jour est à venir' })]);
  assert.equal(line.stateText, 'Refusée');
  assert.match(line.because, /le jour est à venir.*déclarez de nouveau/);
});

// MARK: one declaration

test('the history has each revision once, newest first, with its reason', () => {
  const server = told(1, { revision: 2, deaths: 2, revisions: [
    { ...told(1), state: 'superseded', reason: null }, { ...told(1, { revision: 2, deaths: 2 }), reason: 'Erreur de saisie', onBehalf: true }
  ] });
  const seen = detail(id(1), view([shown(1, { phase: 'counted' }, 'counted'), shown(1, { revision: 3, withdrawn: true, reason: 'Déclarée deux fois' }, 'waiting')], [server]));
  assert.deepEqual(seen.history.map(each => [each.revision, each.state, each.reason, each.isOnBehalf]),
    [[3, 'En attente d’envoi', 'Déclarée deux fois', false], [2, 'Comptée', 'Erreur de saisie', true], [1, 'Remplacée', null, false]]);
  assert.equal(seen.history[0].what, 'Retrait');
  assert.equal(seen.mayCorrect, false);
});

test('what never left is changed without a reason; what left, with one; what is over, not at all', () => {
  const here = detail(id(1), view([shown(1)]));
  assert.deepEqual([here.isHere, here.mayCorrect, here.mayWithdraw], [true, true, true]);
  assert.equal(detail(id(1), view([shown(1, { attempts: 1 }, 'waiting')])).isHere, false);
  assert.equal(detail(id(1), view([shown(1, { attempts: 1 }, 'sending')])).mayCorrect, false);
  assert.equal(detail(id(1), view([], [told(1)])).key, null);
  const gone = detail(id(1), view([], [told(1, { state: 'withdrawn', withdrawn: true })]));
  assert.deepEqual([gone.mayCorrect, gone.mayWithdraw], [false, false]);
  const nothing = detail(id(1), view([], [told(1, { deaths: 0, place: null, cause: null })]));
  assert.deepEqual([nothing.mayCorrect, nothing.mayWithdraw], [false, true]);
  assert.equal(detail(id(9), view([])), null);
});

test('a conflict shows both versions, and a doubtful day both days', () => {
  const theirs = { revision: 1, occurredOn: '2026-11-29', place: 'careHome', cause: 'other', deaths: 2, withdrawn: false, receivedAt: null, newest: 1 };
  const { conflict } = detail(id(1), view([shown(1, { phase: 'conflict', theirs }, 'conflict')]));
  assert.equal(conflict.mine.what, '1\u00a0décès – Domicile, Cause inconnue, aujourd’hui');
  assert.equal(conflict.theirs.what, '2\u00a0décès – Ehpad ou résidence, Autre cause, hier');
  assert.deepEqual(detail(id(1), view([shown(1, { phase: 'doubtfulDay', days: ['2026-11-28', today] }, 'toConfirm')])).days, ['2026-11-28', today]);
});

// MARK: seven days

const day = (which, deaths, isTold) => ({ day: which, deaths, told: isTold });
const of = (which, list) => list.find(each => each.day === which);

test('seven days, told by the ledger and by what waits here', () => {
  const state = { declarations: [], days: [day(today, 0, false), day('2026-11-29', 2, true)] };
  const list = week({ ...view([shown(1, { deaths: 0, place: null, cause: null, occurredOn: '2026-11-28' }), shown(2)]), state });
  assert.equal(list.length, 7);
  assert.equal(list[0].day, today);
  assert.deepEqual([of(today, list).isTold, of(today, list).deaths, of(today, list).isPending], [true, 1, true]);
  assert.deepEqual([of('2026-11-29', list).deaths, of('2026-11-29', list).isPending], [2, false]);
  assert.deepEqual([of('2026-11-28', list).isTold, of('2026-11-28', list).deaths], [true, 0]);
  assert.equal(of('2026-11-27', list).isTold, false);
});

test('what both know is not added up twice, and a correction moves what it corrects', () => {
  const state = { declarations: [told(1)], days: [day(today, 1, true), day('2026-11-29', 0, false)] };
  assert.equal(of(today, week({ ...view([shown(1, { phase: 'counted' }, 'counted')]), state })).deaths, 1);
  const moved = week({ ...view([shown(1, { revision: 2, deaths: 3, occurredOn: '2026-11-29' }, 'waiting')]), state });
  assert.deepEqual([of(today, moved).deaths, of('2026-11-29', moved).deaths], [0, 3]);
  assert.equal(of(today, week({ ...view([shown(1, { revision: 2, withdrawn: true }, 'waiting')]), state })).deaths, 0);
});

test('without network, a day that the last known state did not reach is not known', () => {
  const list = week({ ...view([]), state: { declarations: [], days: [day('2026-11-29', 0, true)] }, onlyKnown: true });
  assert.equal(of(today, list).isUnknown, true);
  assert.equal(of('2026-11-29', list).isUnknown, false);
});

test('what another device declared today is asked about too', () => {
  const state = { declarations: [told(1), told(2, { state: 'refused' }), told(3, { madeOn: '2026-11-29' })] };
  const found = similar({ id: id(9), commune: '56260', occurredOn: today, place: 'home', cause: 'unknown', deaths: 1 }, others(state, '56260'), today);
  assert.deepEqual(found.map(each => each.id), [id(1)]);
  assert.deepEqual(others(null, '56260'), []);
});
