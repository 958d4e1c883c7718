import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

const { makeEntry, saysTheSame, NotAdmitted, numberOf } = await load('outbox-entry');
const rules = await load('outbox-transitions');
const { pause } = await load('outbox-pause');
const { plan, sight, stateOf, isDone, needsYes } = await load('outbox-plan');
const clock = await load('outbox-clock');
const { isAlike, similar, twins } = await load('outbox-similar');
const words = await load('outbox-words');

const id = n => '3f2a9c1b-0000-4000-8000-' + String(n).padStart(12, '0');
const typed = { id: id(1), commune: '56001', occurredOn: '2026-11-29', place: 'home', cause: 'unknown', deaths: 1 };
const told = { realm: 'real', by: { account: 'ada', name: 'Ada' }, at: 1000, offset: 0, zone: 'Europe/Paris' };
const entry = (more = {}, by = told) => ({ ...makeEntry({ ...typed, ...more.typed }, by), ...more, typed: undefined });
const clerk = (account, commune = '56001') => ({ state: 'open', account, name: account, roles: [{ role: 'clerk', territory: 'commune:' + commune }] });
const facts = { now: 10000, random: 1, account: 'ada' };
const left = rules.attempted(entry(), 5000);

// MARK: what an entry is

test('what is no declaration is not recorded, and the field at fault is told', () => {
  for (const [field, value] of [['id', 'x'], ['commune', '5600'], ['occurredOn', 'hier'], ['place', 'spaceship'], ['cause', 'constructor'], ['deaths', 1.5], ['deaths', -1], ['deaths', 10001], ['dayChoice', 'demain']]) {
    assert.throws(() => makeEntry({ ...typed, [field]: value }, told), error => error instanceof NotAdmitted && error.field === field, field);
  }
  assert.throws(() => makeEntry({ ...typed, revision: 2 }, told), error => error.field === 'reason');
  assert.throws(() => makeEntry(typed, { ...told, by: { account: null } }), error => error.field === 'account');
});

test('no death has no place and no cause, and who typed is kept', () => {
  const zero = makeEntry({ ...typed, deaths: 0 }, told);
  assert.deepEqual([zero.place, zero.cause, zero.phase, zero.typedBy.account], [null, null, 'unsent', 'ada']);
  assert.ok(saysTheSame(zero, { occurredOn: typed.occurredOn, deaths: 0, place: 'home' }));
  assert.ok(!saysTheSame(entry(), { ...typed, place: 'other' }));
  assert.equal(numberOf(id(1)), '3F2A-9C1B');
});

// MARK: attempts and answers

test('an attempt is written before it leaves, and what is not unsent does not leave', () => {
  assert.deepEqual([left.attempts, left.unanswered, left.attemptUntil], [1, 1, 5000 + rules.patience]);
  for (const phase of ['received', 'counted', 'superseded', 'withdrawn', 'refused', 'conflict', 'doubtfulDay']) assert.equal(rules.attempted(entry({ phase }), 0), null, phase);
});

test('each answer leads where it must', () => {
  const phase = answer => rules.answered(left, answer, facts).phase;
  assert.equal(phase({ kind: 'taken', receipt: 'r', warnings: [] }), 'received');
  assert.equal(phase({ kind: 'conflict', detail: 'x' }), 'conflict');
  assert.equal(phase({ kind: 'refused', status: 422, field: 'occurredOn', reason: 'after today' }), 'refused');
  for (const kind of ['later', 'unanswered', 'tokenOver', 'barred']) assert.equal(phase({ kind, seconds: null }), 'unsent', kind);
});

test('what is tried again keeps its id and its content', () => {
  let again = entry();
  for (let i = 0; i < 10; i += 1) again = rules.answered(rules.attempted(again, i), { kind: i % 2 ? 'unanswered' : 'later', seconds: null }, facts);
  assert.deepEqual([again.id, again.revision, again.attempts], [id(1), 1, 10]);
  assert.ok(saysTheSame(again, entry()));
});

test('a final answer is final', () => {
  const refused = rules.answered(left, { kind: 'refused', status: 422 }, facts), received = rules.answered(left, { kind: 'taken', receipt: 'r', warnings: [] }, facts);
  for (const answer of [{ kind: 'taken', receipt: 'late', warnings: [] }, { kind: 'conflict' }, { kind: 'refused', status: 422 }, { kind: 'unanswered' }]) {
    assert.equal(rules.answered(refused, answer, facts), refused);
    assert.equal(rules.answered(received, answer, facts), received);
  }
  for (const phase of ['superseded', 'withdrawn', 'refused']) {
    const over = entry({ phase });
    assert.equal(rules.looked(over, { kind: 'found', revisions: [{ ...typed, revision: 1, state: 'counted' }] }, facts), over);
  }
});

test('a refusal after an attempt that nobody answered is believed once the ledger knows nothing', () => {
  const unanswered = rules.answered(left, { kind: 'unanswered' }, facts);
  const doubted = rules.answered(rules.attempted(unanswered, 20000), { kind: 'refused', status: 422, field: 'deaths', reason: 'no' }, { ...facts, now: 21000 });
  assert.deepEqual([doubted.phase, doubted.doubt.refusal.field, rules.wantsLooking(doubted), rules.attempted(doubted, 0)], ['unsent', 'deaths', true, null]);
  const found = rules.looked(doubted, { kind: 'found', revisions: [{ ...typed, revision: 1, state: 'counted' }] }, facts);
  assert.equal(found.phase, 'counted');
  let silent = doubted;
  for (let i = 1; i <= 6; i += 1) silent = rules.looked(silent, { kind: 'unknown' }, { ...facts, now: 21000 - i * 100000 });
  assert.equal(silent.phase, 'unsent', 'not often enough');
  silent = rules.looked(silent, { kind: 'found', revisions: [{ ...typed, revision: 9, state: 'counted' }] }, { ...facts, now: 500000 });
  assert.deepEqual([silent.phase, silent.refusal.field], ['refused', 'deaths']);
});

test('what the ledger says is taken by content: of two under one number ours is the one that says the same', () => {
  const received = rules.answered(left, { kind: 'taken', receipt: 'r', warnings: [] }, facts);
  const look = revisions => rules.looked(received, { kind: 'found', revisions }, facts);
  const theirs = { revision: 1, occurredOn: '2026-11-29', place: 'other', cause: 'other', deaths: 3 };
  for (const state of ['counted', 'superseded', 'withdrawn', 'refused']) assert.equal(look([{ ...typed, revision: 1, state }]).phase, state);
  assert.equal(look([{ revision: 1, state: 'received' }]).phase, 'received');
  const clash = look([{ ...theirs, state: 'counted' }, { ...typed, revision: 1, state: 'conflict' }, { ...theirs, revision: 2, state: 'conflict' }]);
  assert.deepEqual([clash.phase, clash.theirs.deaths, clash.theirs.newest], ['conflict', 3, 2]);
  assert.equal(look([{ ...typed, revision: 1, state: 'counted' }, { ...theirs, state: 'conflict' }]).phase, 'counted');
});

test('a conflict is never sent again, and a person solves it', () => {
  const conflict = rules.answered(left, { kind: 'conflict', detail: 'x' }, facts);
  assert.equal(rules.attempted(conflict, 0), null);
  assert.deepEqual(plan([{ ...conflict, theirs: { deaths: 3, newest: 1 } }], clerk('ada'), 1e9, true).due, []);
  assert.equal(plan([conflict], clerk('ada'), 1e9, true).due[0].action, 'look', 'the other version is asked for');
  assert.equal(rules.solved(conflict, 7).phase, 'superseded');
  assert.equal(rules.solved(left, 7), left);
});

test('what may have left is not taken back here', () => {
  assert.equal(rules.dropped(entry(), 7).phase, 'withdrawn');
  assert.equal(rules.dropped(left, 7), null);
  assert.equal(rules.amended(left, entry()), null);
  assert.equal(rules.amended(entry(), entry({ typed: { place: 'other' } })).place, 'other');
});

test('pauses grow, are never all alike, and are never shorter than the server asks', () => {
  assert.deepEqual([1, 2, 3, 4].map(tries => pause(tries, null, 1)), [2000, 4000, 8000, 16000]);
  assert.deepEqual([pause(3, null, 0), pause(3, null, 0.5)], [4000, 6000]);
  assert.equal(pause(1, 60, 0), 60000);
  assert.equal(pause(500, null, 1), 15 * 60000);
});

// MARK: the plan

test('session over: everything waits, and nothing is asked', () => {
  for (const state of ['over', 'none']) {
    const planned = plan([entry(), entry({ phase: 'received' })], { ...clerk('ada'), state }, 1e12, true);
    assert.deepEqual(planned, { due: [], wakeAt: null });
    const seen = sight([entry()], { ...clerk('ada'), state }, 0);
    assert.deepEqual([seen.waiting, seen.shown, seen.banner], [1, [], 'signIn']);
  }
  assert.equal(sight([entry({ phase: 'counted' })], { state: 'over', roles: [] }, 0).banner, null, 'nobody must sign in for nothing');
});

test('the next clerk of the commune sees what waits and says yes; it keeps who typed', () => {
  const mine = entry();
  assert.deepEqual(plan([mine], clerk('bob'), 1e9, true).due, []);
  const seen = sight([mine], clerk('bob'), 0);
  assert.deepEqual([seen.shown[0].state, seen.banner], ['toConfirm', 'confirm']);
  const confirmed = rules.confirmed(mine, 'bob');
  assert.deepEqual([plan([confirmed], clerk('bob'), 1e9, true).due.length, confirmed.typedBy.account, needsYes(confirmed, clerk('eve'))], [1, 'ada', true]);
});

test('a clerk of another commune neither sees nor sends it', () => {
  assert.deepEqual(plan([entry()], clerk('cleo', '56002'), 1e9, true).due, []);
  const seen = sight([entry()], clerk('cleo', '56002'), 0);
  assert.deepEqual([seen.shown, seen.waiting, seen.banner], [[], 1, null]);
  assert.deepEqual(sight([entry()], clerk('ada', '56002'), 0).shown, [], 'not even who typed it, once they are a clerk elsewhere');
});

test('who declares for others sees what they typed, and nothing of the clerks’', () => {
  const officer = { state: 'open', account: 'ada', name: 'Ada', roles: [{ role: 'prefecture-officer', territory: 'department:56' }] };
  assert.equal(sight([entry()], officer, 0).shown.length, 1);
  assert.equal(sight([entry()], { ...officer, account: 'oscar' }, 0).shown.length, 0);
  assert.equal(sight([entry()], { ...officer, roles: [{ role: 'prefecture-reader', territory: 'department:56' }] }, 0).shown.length, 0);
});

test('an account that may not is told, keeps everything, and does not ask again', () => {
  const barred = rules.answered(left, { kind: 'barred' }, facts);
  assert.deepEqual([barred.phase, barred.barredFor], ['unsent', 'ada']);
  assert.deepEqual(plan([barred], clerk('ada'), 1e9, true).due, []);
  assert.equal(sight([barred], clerk('ada'), 1e9).banner, 'barred');
  assert.equal(plan([rules.confirmed(barred, 'bob')], clerk('bob'), 1e9, true).due.length, 1, 'a colleague sends it');
  assert.equal(plan([rules.unbarred(barred)], clerk('ada'), 1e9, true).due.length, 1, 'the next opening asks once');
});

test('pauses hold, but at an opening only what the server asked for does', () => {
  const waits = rules.answered(left, { kind: 'unanswered' }, facts), held = rules.answered(left, { kind: 'later', seconds: 60 }, facts);
  assert.deepEqual(plan([waits], clerk('ada'), 10001).due, []);
  assert.equal(plan([waits], clerk('ada'), 10001).wakeAt, 12000);
  assert.equal(plan([waits], clerk('ada'), 10001, true).due.length, 1);
  assert.deepEqual(plan([held], clerk('ada'), 10001, true).due, []);
  assert.equal(plan([held], clerk('ada'), 10001 - 8 * 86400000).due.length, 1, 'a clock that was set back holds nothing');
});

test('states are told as they are', () => {
  const ada = clerk('ada');
  assert.equal(stateOf(entry(), ada, 0), 'recorded');
  assert.equal(stateOf(left, ada, 6000), 'sending');
  assert.equal(stateOf(left, ada, 5000 + rules.patience), 'waiting', 'whoever sent it is gone');
  assert.equal(stateOf(left, ada, 5000 - 86400000), 'waiting');
  assert.equal(stateOf(entry({ phase: 'conflict' }), ada, 0), 'conflict');
});

test('only what is over is ever removed, and only after its week', () => {
  const week = 9 * 86400000;
  for (const phase of ['counted', 'superseded', 'withdrawn', 'refused']) {
    assert.equal(isDone(entry({ phase, finalAt: 0 }), week), true, phase);
    assert.equal(isDone(entry({ phase, finalAt: 0 }), week - 2 * 86400000), false, phase);
  }
  for (const phase of ['unsent', 'received', 'conflict', 'doubtfulDay']) assert.equal(isDone(entry({ phase, finalAt: 0 }), 1e15), false, phase);
});

// MARK: days

test('the server’s clock is read between the question and the answer, and the difference is told', () => {
  assert.equal(clock.offsetOf('Mon, 30 Nov 2026 08:00:00 GMT', Date.parse('2026-11-27T07:59:59Z'), Date.parse('2026-11-27T08:00:02Z')), 3 * 86400000);
  assert.equal(clock.offsetOf(null, 1, 2), null);
  assert.equal(clock.offsetOf('hier', 1, 2), null);
  assert.equal(clock.difference(30000), '');
  assert.match(clock.difference(3 * 86400000), /retarde de 3\u00a0jours/);
  assert.match(clock.difference(-40 * 60000), /avance de 40\u00a0minutes/);
});

test('« aujourd’hui » is the server’s, and midnight falls where the commune is', () => {
  const now = Date.parse('2026-11-27T23:30:00Z');
  assert.equal(clock.today(now, 3 * 86400000, 'Europe/Paris'), '2026-12-01');
  assert.equal(clock.today(now, null, 'Europe/Paris'), '2026-11-28');
  assert.equal(clock.today(now, 0, 'America/Martinique'), '2026-11-27');
  assert.deepEqual(['today', 'yesterday', 'other'].map(choice => clock.dayOf(choice, '2026-12-01')), ['2026-12-01', '2026-11-30', null]);
});

test('a day that a wrong clock told is asked about before it leaves, and never changed by itself', () => {
  const at = Date.parse('2026-11-27T09:00:00Z');
  const wrong = entry({ typedAt: at, offset: null, dayChoice: 'today', occurredOn: '2026-11-27' });
  assert.equal(clock.otherDay(wrong, 3 * 86400000, at), '2026-11-30');
  assert.equal(clock.otherDay(wrong, 0, at), null);
  assert.equal(clock.otherDay(wrong, null, at), null);
  assert.equal(clock.otherDay({ ...wrong, offset: 3 * 86400000 }, 3 * 86400000, at), null);
  assert.equal(clock.otherDay({ ...wrong, dayChoice: 'other' }, 3 * 86400000, at), null);
  assert.equal(clock.otherDay(wrong, 0, at - 2 * 86400000), '2026-11-25', 'set back since');
  const doubted = rules.doubted(wrong, '2026-11-30');
  assert.deepEqual([doubted.phase, doubted.days, rules.attempted(doubted, 0), stateOf(doubted, clerk('ada'), 0)], ['doubtfulDay', ['2026-11-27', '2026-11-30'], null, 'toConfirm']);
  assert.equal(rules.dayChosen(doubted, '2026-11-01'), doubted);
  assert.deepEqual([rules.dayChosen(doubted, '2026-11-30').occurredOn, rules.dayChosen(doubted, '2026-11-30').phase], ['2026-11-30', 'unsent']);
  assert.equal(rules.doubted(left, '2026-11-30'), null, 'what may have left is not changed any more');
});

// MARK: what is alike

test('alike is the same commune, day, place and cause, whatever the number', () => {
  const a = entry();
  assert.ok(isAlike(a, entry({ typed: { id: id(2), deaths: 3 } })));
  for (const other of [{ commune: '56002' }, { occurredOn: '2026-11-28' }, { place: 'other' }, { cause: 'other' }, { deaths: 0 }]) assert.ok(!isAlike(a, entry({ typed: other })), JSON.stringify(other));
  assert.ok(isAlike(entry({ typed: { deaths: 0 } }), entry({ typed: { deaths: 0 } })));
});

test('what was made today and is alike is shown first; its own revisions and what was taken back are not', () => {
  const others = [
    { ...entry({ typed: { id: id(2) } }), madeOn: '2026-11-30', typedAt: 1 }, { ...entry({ typed: { id: id(3) } }), madeOn: '2026-11-30', typedAt: 5 },
    { ...entry({ typed: { id: id(4) } }), madeOn: '2026-11-29' }, { ...entry({ typed: { id: id(1) } }), madeOn: '2026-11-30' },
    { ...entry({ typed: { id: id(5) } }), madeOn: '2026-11-30', phase: 'withdrawn' }, { ...typed, id: id(6), madeOn: '2026-11-30', receivedAt: '2026-11-30T08:00:00Z' }];
  assert.deepEqual(similar(typed, others, '2026-11-30').map(each => each.id), [id(6), id(3), id(2)]);
});

test('two alike of two ids are shown to each other; two revisions of one are not', () => {
  const [a, b] = [entry(), entry({ typed: { id: id(2) } })];
  assert.deepEqual([...twins([a, b])], [[a.key, [b.key]], [b.key, [a.key]]]);
  assert.deepEqual([...twins([a, entry({ typed: { revision: 2, reason: 'lieu' } })])], []);
  assert.deepEqual([...twins([entry({ typed: { deaths: 0 } }), entry({ typed: { id: id(2), deaths: 0 } })])], []);
});

// MARK: words

test('every state and banner has its words', () => {
  const states = ['recorded', 'waiting', 'sending', 'received', 'counted', 'superseded', 'withdrawn', 'refused', 'toConfirm', 'conflict'];
  for (const state of states) assert.match(words.stateInWords(state, entry()), /^[A-ZÀ]/, state);
  assert.equal(words.stateInWords('received', entry()), 'Reçue (n° 3F2A-9C1B)');
  assert.equal(words.bannerInWords('signIn', 2), 'Connectez-vous pour envoyer (2\u00a0déclarations en attente sur cet appareil).');
  assert.match(words.because('refused', entry({ phase: 'refused', refusal: { reason: 'date du décès : après aujourd’hui' } })), /pas acceptée\u00a0: date du décès/);
  assert.match(words.because('toConfirm', entry()), /^Saisie par Ada/);
  assert.match(words.because('toConfirm', entry({ phase: 'doubtfulDay', days: ['2026-11-27', '2026-11-30'] })), /vendredi 27 novembre 2026 ou du lundi 30 novembre 2026/);
  assert.match(words.because('waiting', entry({ barredFor: 'ada' })), /collègue/);
  assert.equal(words.alikeInWords([entry(), entry()]), 'Semblable à la n° 3F2A-9C1B, à la n° 3F2A-9C1B');
  assert.equal(words.waitingInWords(0) + words.alikeInWords([]) + words.bannerInWords(null, 3), '');
});
