// What was declared, in one line a declaration: what this device has in its outbox and what the ledger told of the commune. Pure:
// facts in, a plain description of the list out.

import { shift } from './formats.js';
import { numberOf } from './outbox-entry.js';
import { twins } from './outbox-similar.js';
import { alikeInWords, because, stateInWords } from './outbox-words.js';
import { at, badgeOf, dayName, meaningOf, refusedBecause, what } from './mairie-words.js';

// What a person still has to do something about.
const isOpen = entry => ['unsent', 'doubtfulDay', 'conflict'].includes(entry.phase);

// The newest of several entries of one id.
const newest = shown => shown.reduce((a, b) => b.entry.revision > a.entry.revision ? b : a);

// Which of the two is told: what is not at its end here, or newer here; else what the ledger says.
function isOurs(top, there) {
  if (!there) return true;
  return isOpen(top.entry) || top.entry.revision > there.revision;
}

// By id, what this device shows ({ top, all } of the outbox) and what the ledger tells (`there`). view: { shown, state, commune }
export function merged({ shown, state, commune }) {
  const found = new Map();
  for (const each of shown.filter(({ entry }) => entry.commune === commune)) {
    const one = found.get(each.entry.id) ?? { all: [], there: null };
    one.all.push(each);
    found.set(each.entry.id, one);
  }
  for (const there of state?.declarations ?? []) found.set(there.id, { ...found.get(there.id) ?? { all: [] }, there });
  return [...found].map(([id, { all, there }]) => {
    const top = all.length ? newest(all) : null;
    return { id, all, there, top: top && isOurs(top, there) ? top : null };
  });
}

// What stands of a declaration: its content, its state and who knows it.
function standing({ id, top, there }, { offset, zone }) {
  if (top) {
    const { entry, state } = top;
    return {
      id, revision: entry.revision, content: entry, state, stateText: stateInWords(state, entry), because: because(state, entry), key: entry.key,
      since: entry.typedAt + (offset ?? 0), onBehalf: there?.onBehalf ?? false, phase: entry.phase
    };
  }
  // The ledger's words are the outbox's: one vocabulary of states.
  return {
    id, revision: there.revision, content: there, state: there.state, stateText: stateInWords(there.state, there), key: null,
    because: there.state === 'refused' ? refusedBecause(there.refusal) : there.state === 'conflict' ? 'Une autre version de cette déclaration a été reçue.' : '',
    since: Date.parse(there.receivedAt), onBehalf: there.onBehalf, phase: there.state
  };
}

// Which look like each other, by id, whoever declared them; agreed: ids of which somebody here has said that it is another death.
function alikeness(standings, { commune, agreed = new Set() }) {
  const found = twins(standings.map(({ id, content, phase }) => ({ ...content, id, key: id, commune, phase })));
  return id => agreed.has(id) ? [] : (found.get(id) ?? []).filter(other => !agreed.has(other));
}

// Lines, newest first. view: { shown, state, commune, today, zone, offset, agreed }
export function lines(view) {
  const standings = merged(view).map(one => standing(one, view)), alike = alikeness(standings, view);
  return standings
    .sort((a, b) => b.since - a.since || (a.id < b.id ? 1 : -1))
    .map(({ content, ...line }) => ({
      ...line, number: numberOf(line.id), what: what(content), day: dayName(content.occurredOn, view.today), badge: badgeOf(line.state),
      when: Number.isFinite(line.since) ? at(line.since, view.zone) : '', alikeText: alikeInWords(alike(line.id).slice(0, 3).map(id => ({ id }))),
      mayWithdraw: ['recorded', 'waiting', 'received', 'counted', 'toConfirm'].includes(line.state) && !content.withdrawn
    }));
}

// All that is told of one declaration; null where nobody knows it.
export function detail(id, view) {
  const one = merged(view).find(each => each.id === id);
  if (!one) return null;
  const stand = standing(one, view);
  const { content } = stand;
  // A revision that this device and the ledger both know is told once, by who knows it better.
  const revisions = new Map();
  for (const each of one.there?.revisions ?? []) revisions.set(each.revision, { ...each, state: each.state, since: Date.parse(each.receivedAt) });
  for (const { entry, state } of one.all) {
    const known = revisions.get(entry.revision);
    if (!known || isOpen(entry)) revisions.set(entry.revision, { ...entry, state, since: entry.typedAt + (view.offset ?? 0), onBehalf: known?.onBehalf ?? false });
  }
  const history = [...revisions.values()].sort((a, b) => b.revision - a.revision).map(each => ({
    revision: each.revision, what: each.withdrawn ? 'Retrait' : what(each) + ', ' + dayName(each.occurredOn, view.today), state: stateInWords(each.state, { id }),
    when: Number.isFinite(each.since) ? at(each.since, view.zone) : '', reason: each.reason ?? null, isOnBehalf: Boolean(each.onBehalf)
  }));
  const conflict = stand.phase === 'conflict' && one.top?.entry.theirs ? {
    mine: { what: saying(content, view.today), when: 'saisie ' + at(stand.since, view.zone) },
    theirs: { what: saying(one.top.entry.theirs, view.today), when: one.top.entry.theirs.receivedAt ? 'reçue ' + at(Date.parse(one.top.entry.theirs.receivedAt), view.zone) : '' }
  } : null;
  const isStanding = ['recorded', 'waiting', 'sending', 'received', 'counted', 'toConfirm'].includes(stand.state) && stand.state !== 'conflict';
  return {
    id, revision: stand.revision, number: numberOf(id), what: what(content), day: dayName(content.occurredOn, view.today), state: stand.state,
    stateText: stand.stateText, badge: badgeOf(stand.state), because: stand.because, meaning: meaningOf(stand.state), receipt: one.top?.entry.receipt ?? null,
    history, conflict, key: stand.key, entry: one.top?.entry ?? null, content, isOnBehalf: stand.onBehalf,
    // What never left is changed in place, and needs no reason.
    isHere: Boolean(one.top) && one.top.entry.attempts === 0 && (stand.phase === 'unsent' || stand.phase === 'doubtfulDay'),
    mayCorrect: (isStanding || stand.state === 'refused') && stand.state !== 'sending' && content.deaths > 0 && !content.withdrawn,
    mayWithdraw: isStanding && stand.state !== 'sending' && !content.withdrawn,
    days: stand.phase === 'doubtfulDay' ? one.top.entry.days : null, needsYes: stand.state === 'toConfirm' && stand.phase === 'unsent'
  };
}
const saying = (content, today) => (content.withdrawn ? 'Retrait\u00a0: ' : '') + what(content) + ', ' + dayName(content.occurredOn, today);

// MARK: the last seven days

const counts = entry => !entry.withdrawn && !['withdrawn', 'refused', 'superseded'].includes(entry.phase);

// What was said of each of the last seven days, newest first, by the ledger and by what this device has besides.
export function week({ shown, state, commune, today, onlyKnown = false }) {
  const told = new Map((state?.days ?? []).map(each => [each.day, each]));
  const here = merged({ shown, state, commune }).filter(({ top }) => top);
  return Array.from({ length: 7 }, (_, back) => shift(today, -back)).map(day => {
    const there = told.get(day);
    let deaths = there?.deaths ?? 0, isTold = there?.told ?? false, isPending = false;
    for (const { top: { entry }, there: before } of here) {
      const isCounted = Boolean(before) && before.state === 'counted' && !before.withdrawn;
      if (isCounted && before.occurredOn === day) deaths -= before.deaths;
      if (!counts(entry) || entry.occurredOn !== day) continue;
      deaths += entry.deaths;
      isTold = true;
      isPending ||= entry.phase !== 'counted';
    }
    return { day, deaths: Math.max(deaths, 0), isTold, isPending, isUnknown: onlyKnown && !there };
  });
}

// Declarations that the server told of, as `similar` compares them.
export const others = (state, commune) => (state?.declarations ?? []).map(each => ({ ...each, commune, phase: each.state }));
