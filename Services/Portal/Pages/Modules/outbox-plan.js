// What is to be done now, out of what is known. Pure: nothing here waits, asks or writes.

import { isUnsent } from './outbox-entry.js';
import { patience, wantsLooking } from './outbox-transitions.js';

// How long what is over is kept to be shown: the seven days that the list goes back, and one.
const kept = 8 * 86400000;

// MARK: who may do what

// The communes that an account declares for as its own.
export const isClerk = (session, commune) => session.roles.some(each => each.role === 'clerk' && each.territory === 'commune:' + commune);

// Who declares for others: the call centre anywhere, an officer of the prefecture in the department.
const onBehalf = (session, commune) => session.roles.some(({ role, territory }) =>
  (role === 'call-centre' || role === 'prefecture-officer') &&
  (territory === 'nation' || territory.startsWith('department:') && commune.startsWith(territory.slice(11)) || territory === 'commune:' + commune));

// Whether an account declares for a commune at all. What is typed for practice is lent to everybody.
export const mayDeclare = (session, commune) => isClerk(session, commune) || onBehalf(session, commune);

const isOwn = (entry, session) => entry.typedBy.account === session.account;

// Whether who is signed in sees an entry: what they typed themselves, and what a colleague of the same commune did.
export function mayShow(entry, session) {
  if (session.state !== 'open') return false;
  if (entry.realm === 'exercise') return isOwn(entry, session);
  return isClerk(session, entry.commune) || isOwn(entry, session) && onBehalf(session, entry.commune);
}

// Whether it waits for a yes of who is signed in.
export const needsYes = (entry, session) => isUnsent(entry) && !isOwn(entry, session) && entry.confirmedBy !== session.account;

const isBarred = (entry, session) => entry.barredFor !== null && entry.barredFor === session.account;

// An attempt of which nobody has heard yet; a clock that was set back makes it no longer.
const isUnderWay = (entry, now) => entry.attemptUntil !== null && entry.attemptUntil > now && entry.attemptUntil - now <= patience;

// MARK: what people see

// The state of an entry, in one word of a closed list.
export function stateOf(entry, session, now) {
  switch (entry.phase) {
  case 'doubtfulDay': return 'toConfirm';
  case 'unsent':
    if (isUnderWay(entry, now)) return 'sending';
    if (session.state === 'open' && needsYes(entry, session)) return 'toConfirm';
    return entry.attempts === 0 ? 'recorded' : 'waiting';
  default: return entry.phase;
  }
}

const isOpenStill = entry => entry.phase === 'unsent' || entry.phase === 'doubtfulDay' || entry.phase === 'conflict';

// What may be shown: entries with their states, newest first, to who may see them; to anybody, how many have not left.
export function sight(entries, session, now) {
  const waiting = entries.filter(entry => entry.phase === 'unsent' || entry.phase === 'doubtfulDay').length;
  const shown = entries.filter(entry => mayShow(entry, session))
    .map(entry => ({ entry, state: stateOf(entry, session, now) }))
    .sort((a, b) => b.entry.typedAt - a.entry.typedAt || (a.entry.key < b.entry.key ? 1 : -1));
  return { waiting, shown, banner: bannerOf(entries, session) };
}

// At most one, the most pressing: signIn, barred, confirm, or null.
function bannerOf(entries, session) {
  const open = entries.filter(isOpenStill);
  if (!open.length) return null;
  if (session.state !== 'open') return 'signIn';
  const mine = open.filter(entry => mayShow(entry, session));
  if (mine.some(entry => isBarred(entry, session))) return 'barred';
  return mine.some(entry => needsYes(entry, session) || entry.phase !== 'unsent') ? 'confirm' : null;
}

// MARK: what is done

// isEager: at an opening, or when the network is back, nothing waits for its pause but what the server itself asked to wait.
export function plan(entries, session, now, isEager = false) {
  const due = [];
  let wakeAt = null;
  for (const entry of entries) {
    const action = actionOf(entry, session);
    if (!action) continue;
    const at = Math.max(isEager ? entry.heldUntil : entry.notBefore, entry.heldUntil);
    // A clock that was set back must not hold anything for longer than any pause is.
    if (at <= now || at - now > 3600000) due.push({ entry, action }); else wakeAt = Math.min(wakeAt ?? at, at);
  }
  // What has not left goes first, as it was typed.
  due.sort((a, b) => (a.action === 'look') - (b.action === 'look') || a.entry.typedAt - b.entry.typedAt || a.entry.revision - b.entry.revision);
  return { due, wakeAt };
}

function actionOf(entry, session) {
  if (!mayShow(entry, session) || isBarred(entry, session)) return null;
  if (wantsLooking(entry)) return 'look';
  return isUnsent(entry) && !needsYes(entry, session) ? 'send' : null;
}

// Whether an entry has been shown for long enough. What has not come to its end is never done.
export function isDone(entry, now) {
  return entry.finalAt !== null && now - entry.finalAt > kept && ['counted', 'superseded', 'withdrawn', 'refused'].includes(entry.phase);
}
