// What waits in the outbox: one revision of one declaration, with who typed it and what was heard of it. Its id and its content
// never change once it may have left.

// What cannot be recorded, and which field is at fault.
export class NotAdmitted extends Error {
  constructor(field, reason) {
    super(field + ': ' + reason);
    this.field = field;
    this.reason = reason;
  }
}

const shapes = {
  id: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, commune: /^[0-9][0-9AB][0-9]{3}$/, day: /^\d{4}-\d{2}-\d{2}$/,
  place: /^(home|careHome|healthFacility|publicSpace|other|unknown)$/, cause: /^(covidConfirmed|covidSuspected|other|unknown)$/,
  choice: /^(today|yesterday|other)$/
};

function admit(field, value, shape) {
  if (typeof value !== 'string' || !shape.test(value)) throw new NotAdmitted(field, 'not admitted');
  return value;
}
function whole(field, value, least, most) {
  if (!Number.isInteger(value) || value < least || value > most) throw new NotAdmitted(field, 'not a whole number from ' + least + ' to ' + most);
  return value;
}

export const keyOf = (id, revision) => id + '/' + revision;

// typed: id, revision, commune, occurredOn, dayChoice ('today', 'yesterday', 'other'), place, cause, deaths, withdrawn, reason
// told: realm (its name), by { account, name } as the device knows it, at (its clock), offset (to the server's, or null), zone
export function makeEntry(typed, told) {
  const deaths = whole('deaths', typed.deaths, 0, 10000);
  const revision = whole('revision', typed.revision ?? 1, 1, 2147483647);
  const id = admit('id', typed.id, shapes.id);
  const reason = typed.reason?.trim() || null;
  if (revision > 1 && !reason) throw new NotAdmitted('reason', 'required from revision 2 on');
  if (!told.by?.account) throw new NotAdmitted('account', 'nobody is known to type');
  return {
    key: keyOf(id, revision), realm: told.realm, id, revision, commune: admit('commune', typed.commune, shapes.commune),
    occurredOn: admit('occurredOn', typed.occurredOn, shapes.day), dayChoice: admit('dayChoice', typed.dayChoice ?? 'other', shapes.choice),
    // No death has no place and no cause, so that there is one way to say so.
    place: deaths ? admit('place', typed.place, shapes.place) : null, cause: deaths ? admit('cause', typed.cause, shapes.cause) : null,
    deaths, withdrawn: Boolean(typed.withdrawn), reason,
    typedBy: { account: told.by.account, name: told.by.name ?? null }, typedAt: told.at, offset: told.offset ?? null, zone: told.zone ?? 'Europe/Paris',
    confirmedBy: null, ...untried
  };
}

// What is known of an entry that has not left.
export const untried = Object.freeze({
  phase: 'unsent', attempts: 0, unanswered: 0, attemptUntil: null, notBefore: 0, heldUntil: 0, barredFor: null, doubt: null,
  receipt: null, warnings: [], refusal: null, theirs: null, days: null, lookups: 0, finalAt: null
});

// Whether two say the same; who said it and when does not matter, nor the commune, whose code may lead on to another.
export function saysTheSame(a, b) {
  const both = (name, absent) => (a[name] ?? absent) === (b[name] ?? absent);
  const isCounted = (a.deaths ?? 0) > 0;
  return both('occurredOn') && both('deaths') && (!isCounted || both('place') && both('cause')) && both('withdrawn', false) && both('reason', null);
}

// Nothing that is heard changes it any more.
export const isFinal = entry => ['superseded', 'withdrawn', 'refused'].includes(entry.phase);
// It may still have to leave.
export const isUnsent = entry => entry.phase === 'unsent';

// What people say it by, on the telephone too: it is the same from the first moment on.
export const numberOf = id => id.slice(0, 4).toUpperCase() + '-' + id.slice(4, 8).toUpperCase();
