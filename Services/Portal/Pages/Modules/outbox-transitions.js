// How an entry changes: by an attempt, by what was heard, by what a person says. Pure: an entry and facts in, another entry out.
// What is final stays, whatever is heard after it.

import { isFinal, saysTheSame, untried } from './outbox-entry.js';
import { pause } from './outbox-pause.js';

// How long an attempt may take; then it is given up, and nobody knows whether it arrived.
export const patience = 20000;
// How long, and how often asked, the ledger may not have what the broker holds: before that, its silence is no proof.
const settling = 120000;
const silences = 7;

// It is about to leave. Written before it does, so that a process that ends meanwhile leaves a trace. Null where it must not leave.
export function attempted(entry, now) {
  if (entry.phase !== 'unsent' || entry.doubt) return null;
  return { ...entry, attempts: entry.attempts + 1, unanswered: entry.unanswered + 1, attemptUntil: now + patience };
}

const again = (entry, { now, random }, least) => ({
  ...entry, attemptUntil: null, notBefore: now + pause(entry.attempts, least, random), heldUntil: least ? now + least * 1000 : 0
});
const settled = entry => ({ ...entry, attemptUntil: null, notBefore: 0, heldUntil: 0, doubt: null, refusal: null, barredFor: null });
const refused = (entry, refusal, now) => ({ ...settled(entry), phase: 'refused', refusal, finalAt: now });

// What was heard of an attempt; facts: now, random, account (who sent).
export function answered(entry, answer, facts) {
  if (entry.phase !== 'unsent') return entry;
  // Any sure answer is one to the last attempt; the ones before it stay unanswered.
  const sure = { ...entry, unanswered: Math.max(0, entry.unanswered - 1) };
  switch (answer.kind) {
  case 'taken':
    return { ...settled(sure), phase: 'received', receipt: answer.receipt, warnings: answer.warnings, lookups: 0, notBefore: facts.now + pause(1, null, facts.random) };
  case 'conflict':
    return { ...settled(sure), phase: 'conflict', refusal: { status: 409, field: null, reason: answer.detail } };
  case 'refused': {
    const refusal = { status: answer.status, field: answer.field, reason: answer.reason };
    // An attempt that nobody answered may have been taken before: the ledger is asked first.
    if (sure.unanswered > 0) return { ...again(sure, facts, null), doubt: { refusal, since: facts.now, silences: 0 } };
    return refused(sure, refusal, facts.now);
  }
  case 'tokenOver': return again(sure, facts, null);
  case 'barred': return { ...again(sure, facts, null), barredFor: facts.account };
  case 'later': return again(entry, facts, answer.seconds);
  default: return again(entry, facts, null);
  }
}

// The token could not be had: nothing left.
export function untokened(entry, answer, facts) {
  if (entry.phase !== 'unsent' && entry.phase !== 'received' && entry.phase !== 'conflict') return entry;
  return answer.kind === 'barred' ? { ...entry, barredFor: facts.account } : entry;
}

// Whether the ledger is asked what became of it.
export function wantsLooking(entry) {
  return entry.phase === 'received' || entry.phase === 'conflict' && !entry.theirs || entry.phase === 'unsent' && entry.doubt !== null;
}

// What the ledger says of all revisions of its id.
export function looked(entry, answer, facts) {
  if (isFinal(entry)) return entry;
  const next = { ...entry, lookups: entry.lookups + 1, notBefore: facts.now + pause(entry.lookups + 1, answer.seconds ?? null, facts.random) };
  if (answer.kind === 'barred') return { ...next, barredFor: facts.account };
  if (answer.kind !== 'found' && answer.kind !== 'unknown') return next;
  const same = (answer.revisions ?? []).filter(each => each.revision === entry.revision);
  if (!same.length) return entry.doubt ? silent(next, facts.now) : next;
  const ours = same.find(each => each.state !== 'conflict' && each.state !== 'received' && saysTheSame(each, entry));
  if (ours) return stands(next, ours, facts.now);
  const theirs = same.find(each => each.state !== 'conflict' && each.state !== 'received' && !saysTheSame(each, entry));
  if (theirs) return { ...settled(next), phase: 'conflict', refusal: entry.refusal, theirs: { ...shown(theirs), newest: newestOf(answer.revisions) } };
  return next;
}

// A refusal that was doubted holds once the ledger has been silent for long enough.
function silent(entry, now) {
  const doubt = { ...entry.doubt, silences: entry.doubt.silences + 1 };
  // A clock that was set meanwhile tells nothing; that it was asked so often does.
  return doubt.silences >= silences && Math.abs(now - doubt.since) >= settling ? refused(entry, doubt.refusal, now) : { ...entry, doubt };
}

const newestOf = revisions => Math.max(...revisions.map(each => each.revision));
const shown = ({ revision, occurredOn, place, cause, deaths, withdrawn, reason, receivedAt }) =>
  ({ revision, occurredOn, place: place ?? null, cause: cause ?? null, deaths, withdrawn: withdrawn ?? false, reason: reason ?? null, receivedAt: receivedAt ?? null });

function stands(entry, ours, now) {
  switch (ours.state) {
  case 'counted': return { ...settled(entry), phase: 'counted', finalAt: entry.finalAt ?? now };
  case 'superseded': case 'withdrawn': return { ...settled(entry), phase: ours.state, finalAt: now };
  case 'refused': return refused(entry, { status: null, field: null, reason: ours.refusal ?? null }, now);
  default: return entry;
  }
}

// Somebody has opened the application anew: what an account might not do then, it may now.
export const unbarred = entry => entry.barredFor === null ? entry : { ...entry, barredFor: null };

// MARK: what a person says

// The next clerk of the commune has seen it and says yes.
export const confirmed = (entry, account) => entry.phase === 'unsent' ? { ...entry, confirmedBy: account, notBefore: 0 } : entry;

// The clock told two days: null where nobody may choose any more.
export const doubted = (entry, other) => entry.phase === 'unsent' && entry.attempts === 0 ? { ...entry, phase: 'doubtfulDay', days: [entry.occurredOn, other] } : null;
export const dayChosen = (entry, day) =>
  entry.phase === 'doubtfulDay' && entry.days.includes(day) ? { ...entry, phase: 'unsent', occurredOn: day, dayChoice: 'other', days: null } : entry;

// Taken back or changed before it ever left. Null where it may have left: then it takes another revision.
export function dropped(entry, now) {
  const isHere = entry.attempts === 0 && (entry.phase === 'unsent' || entry.phase === 'doubtfulDay');
  return isHere ? { ...entry, phase: 'withdrawn', days: null, finalAt: now } : null;
}
export function amended(entry, made) {
  return entry.attempts === 0 && (entry.phase === 'unsent' || entry.phase === 'doubtfulDay') ? { ...made, ...untried } : null;
}

// A conflict is solved by a person: another revision tells theirs, or what stands is right. Either way this one is replaced.
export const solved = (entry, now) => entry.phase === 'conflict' ? { ...settled(entry), phase: 'superseded', finalAt: now } : entry;
