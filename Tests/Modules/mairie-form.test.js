import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

const { again, blank, check, correcting, dayOf, isTouched, zero } = await load('mairie-draft');
const { badgeOf, dayName, isSurprising, meaningOf, summary, surprise, what } = await load('mairie-words');
const { stateInWords } = await load('outbox-words');
const { Memory } = await load('mairie-memory');
const { columnOf, looked, read, results, sourceOf, textOf } = await load('mairie-sheet');

const today = '2026-11-30', id = '11111111-0000-4000-8000-000000000000';
const limits = { today, least: '2025-11-30' };
const whole = more => ({ ...blank(id), place: 'home', cause: 'unknown', ...more });
const fields = draft => check(draft, '56260', limits).errors.map(({ field }) => field);

// MARK: what is typed

test('one death today takes a place and a nature, and nothing else', () => {
  const { errors, typed } = check(whole(), '56260', limits);
  assert.deepEqual(errors, []);
  assert.deepEqual(typed, { id, commune: '56260', occurredOn: today, dayChoice: 'today', place: 'home', cause: 'unknown', deaths: 1, withdrawn: false, revision: 1, reason: null });
});

test('each thing that is missing or wrong is told at its field, in the order of the form', () => {
  assert.deepEqual(fields(blank(id)), ['lieu', 'nature']);
  assert.deepEqual(fields(whole({ choice: 'autre' })), ['date']);
  assert.deepEqual(fields(whole({ choice: 'autre', date: '2026-12-01' })), ['date']);
  assert.deepEqual(fields(whole({ choice: 'autre', date: '2025-11-29' })), ['date']);
  assert.deepEqual(fields(whole({ choice: 'autre', date: '2025-11-30' })), []);
  for (const number of ['', '0', '-1', '1,5', '10001', 'deux', '1e3']) assert.deepEqual(fields(whole({ number })), ['nombre'], number);
  assert.deepEqual(fields(whole({ number: ' 12 ' })), []);
  assert.deepEqual(fields(whole({ needsReason: true })), ['motif']);
  assert.deepEqual(fields({ ...blank(id), choice: 'autre', number: '', needsReason: true }), ['lieu', 'nature', 'date', 'nombre', 'motif']);
});

test('a correction begins with what stands', () => {
  const detail = { id, key: id + '/1', revision: 1, isHere: true, content: { occurredOn: '2026-11-29', place: 'careHome', cause: 'other', deaths: 2 } };
  const here = correcting(detail, today);
  assert.deepEqual([here.choice, here.number, here.needsReason, here.revision, here.key], ['hier', '2', false, 1, id + '/1']);
  assert.equal(correcting({ ...detail, isHere: false }, today).needsReason, true);
  const only = correcting({ ...detail, key: null, isHere: false, revision: 3, content: { ...detail.content, occurredOn: '2026-11-20' } }, today);
  assert.deepEqual([only.revision, only.choice, dayOf(only, today)], [4, 'autre', '2026-11-20']);
  // What the server never took is another declaration.
  const anew = again(detail, today, 'other');
  assert.deepEqual([anew.id, anew.key, anew.revision, anew.needsReason], ['other', null, 1, false]);
});

test('a form that nobody touched is nothing to come back to', () => {
  assert.equal(isTouched(blank(id)), false);
  assert.equal(isTouched(null), false);
  assert.equal(isTouched(whole()), true);
  assert.equal(isTouched({ ...blank(id), choice: 'hier' }), true);
});

test('« aucun décès » of a day has no place, and is today only today', () => {
  assert.deepEqual(zero(id, '56260', today, today), { id, commune: '56260', occurredOn: today, dayChoice: 'today', place: null, cause: null, deaths: 0 });
  assert.equal(zero(id, '56260', '2026-11-29', today).dayChoice, 'yesterday');
  assert.equal(zero(id, '56260', '2026-11-24', today).dayChoice, 'other');
});

// MARK: words

test('a number is asked about where the commune’s past makes it surprising, and only there', () => {
  assert.equal(isSurprising(1, { perWeek: 0.02, mostADay: 0 }), false, 'one death is never a question');
  assert.equal(isSurprising(2, { perWeek: 0.02, mostADay: 1 }), false, 'nor are two, as at the server');
  assert.equal(isSurprising(3, { perWeek: 0.02, mostADay: 1 }), true);
  assert.equal(isSurprising(6, { perWeek: 20, mostADay: 6 }), false);
  assert.equal(isSurprising(7, { perWeek: 20, mostADay: 6 }), true);
  assert.equal(isSurprising(9, null), false);
  assert.equal(isSurprising(10, null), true, 'as at the server, where nothing is known of the commune');
  assert.match(surprise(12, 'Vannes', null), /12.décès.*beaucoup/);
  assert.match(surprise(7, 'Vannes', { perWeek: 20.4, mostADay: 6 }), /7.décès.*Vannes.*plus de 6.*20,4 par semaine/);
});

test('days are named as people name them', () => {
  assert.equal(dayName(today, today), 'aujourd’hui');
  assert.equal(dayName('2026-11-29', today), 'hier');
  assert.equal(dayName('2026-11-23', today), 'lundi 23 novembre');
  assert.equal(dayName('2025-12-31', today), 'mercredi 31 décembre 2025');
});

test('what leaves is told beside the button', () => {
  assert.equal(summary({ deaths: 1, place: null, cause: null, day: today }, today), '1\u00a0décès · aujourd’hui');
  assert.equal(summary({ deaths: 2, place: 'home', cause: 'covidSuspected', day: '2026-11-29' }, today), '2\u00a0décès · Domicile · Covid suspecté · hier');
  assert.equal(what({ deaths: 0, place: null, cause: null }), 'Aucun décès');
});

test('every state has its words, its badge and its meaning', () => {
  for (const state of ['recorded', 'waiting', 'sending', 'received', 'counted', 'superseded', 'withdrawn', 'refused', 'toConfirm', 'conflict']) {
    assert.ok(stateInWords(state, { id }), state);
    assert.ok(['success', 'info', 'warning', 'error', 'new'].includes(badgeOf(state)), state);
    assert.equal(typeof meaningOf(state), 'string', state);
  }
});

// MARK: what is remembered

function storage() {
  const kept = new Map();
  return { kept, getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: key => kept.delete(key) };
}

test('what is half typed is its account’s and its commune’s, and goes with the sign-out', () => {
  const environment = { localStorage: storage(), sessionStorage: storage() };
  const memory = new Memory('real', environment);
  memory.keepDraft('a', '56260', whole());
  memory.keepCommune('a', { code: '56260', name: 'Vannes' });
  memory.agree(id);
  assert.equal(memory.draft('a', '56260').place, 'home');
  assert.equal(memory.draft('b', '56260'), null);
  assert.equal(memory.draft('a', '56007'), null);
  assert.equal(memory.commune('b'), null);
  assert.equal(memory.commune('a').code, '56260');
  assert.equal(new Memory('exercise', environment).draft('a', '56260'), null);
  memory.forget();
  assert.equal(environment.localStorage.kept.size + environment.sessionStorage.kept.size, 0);
});

test('a browser that refuses to remember is no fault', () => {
  const memory = new Memory('real', { get localStorage() { throw new Error('refused'); }, get sessionStorage() { throw new Error('refused'); } });
  memory.keepDraft('a', '56260', whole());
  memory.keepCommune('a', {});
  memory.agree(id);
  memory.forget();
  assert.equal(memory.draft('a', '56260'), null);
  assert.equal(memory.agreed().size, 0);
});

// MARK: tables

const bytes = text => new TextEncoder().encode(text);

test('a table is read as a spreadsheet saves it', () => {
  const plain = read('\ufeffcommune;lieu;nb\r\n56260;"domicile; ""chez lui""";1\r\n\r\n56260;"deux\nlignes";2\r\n');
  assert.deepEqual(plain.header, ['commune', 'lieu', 'nb']);
  assert.deepEqual(plain.rows, [{ number: 2, cells: ['56260', 'domicile; "chez lui"', '1'] }, { number: 4, cells: ['56260', 'deux\nlignes', '2'] }]);
  assert.deepEqual(read('a,b\n1,2').rows, [{ number: 2, cells: ['1', '2'] }]);
  assert.deepEqual(read('sep=;\r\na;b\r\n1;2\r\n'), { header: ['a', 'b'], rows: [{ number: 3, cells: ['1', '2'] }] });
  assert.deepEqual(read(''), { header: [], rows: [] });
});

test('what is no table is not read', () => {
  assert.equal(textOf(new Uint8Array([0x50, 0x4b, 3, 4])), null);
  assert.equal(textOf(new Uint8Array([0x61, 0, 0x62, 0])), null);
  assert.equal(textOf(bytes('décès')), 'décès');
  assert.equal(textOf(new Uint8Array([0x64, 0xe9, 0x63, 0xe8, 0x73])), 'décès');
});

test('the place of each error is shown, and what is refused comes first', () => {
  const sheet = read('commune;lieu;nb\n56260;EHPAD;2\n56260;Lune;1\n56260;domicile;1\nTotal;;4');
  const seen = looked(sheet, [
    { row: 2, status: 200 }, { row: 3, status: 422, field: 'place', reason: 'aucun lieu connu (colonne B, « lieu »)' }, { row: 4, status: 409, detail: 'x' },
    { row: 5, status: 200, skipped: true }, { row: 9, status: 422, reason: 'au-delà' }
  ]);
  assert.deepEqual([seen.good, seen.passed, seen.refused.length, seen.clashes.length], [1, 1, 2, 1]);
  assert.deepEqual(seen.rows.map(each => [each.number, each.state]), [[3, 'refused'], [9, 'refused'], [4, 'clash'], [2, 'good'], [5, 'passed']]);
  assert.equal(seen.refused[0].column, 1);
  assert.equal(columnOf('column AB, “x”'), 27);
  assert.equal(columnOf('nothing'), -1);
});

test('the same file is the same source, whatever its ending', () => {
  assert.equal(sourceOf('56260', 'Décès novembre.csv'), 'mairie 56260 Décès novembre');
  assert.equal(sourceOf('56260', 'a/b*.CSV'), 'mairie 56260 a b');
  assert.ok(sourceOf('56260', 'x'.repeat(300)).length <= 100);
  assert.deepEqual(results('{"row":1,"status":200}\n\n'), [{ row: 1, status: 200 }]);
  assert.equal(results('<html>'), null);
});

// MARK: the guided first declaration

const { step } = await load('mairie-guide');

test('the guide goes by what is there, in three steps, in the exercise only', () => {
  const at = more => step({ isExercise: true, isDone: false, isForm: false, hasDeclared: false, ...more })?.number ?? null;
  assert.deepEqual([at({}), at({ isForm: true }), at({ hasDeclared: true })], [1, 2, 3]);
  assert.equal(at({ isForm: true, hasDeclared: true }), null);
  assert.equal(at({ isDone: true }), null);
  assert.equal(at({ isExercise: false }), null);
});
