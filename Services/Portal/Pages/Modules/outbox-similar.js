// Declarations that look like each other. Two alike may be two deaths: both count, and people are shown that they are alike.

const counts = entry => !entry.withdrawn && entry.phase !== 'withdrawn' && entry.phase !== 'refused' && entry.phase !== 'superseded';

// The same commune, day, place and cause; « aucun décès » is like « aucun décès », and like nothing else.
export function isAlike(a, b) {
  if (a.commune !== b.commune || a.occurredOn !== b.occurredOn || a.deaths > 0 !== b.deaths > 0) return false;
  return a.deaths === 0 || a.place === b.place && a.cause === b.cause;
}

// What was made today and looks like what is being typed, newest first. Its own other revisions do not. others: entries of the
// outbox, or what the server told, each with `madeOn`, the day on which it was made.
export function similar(typed, others, today) {
  const seen = new Set();
  return others
    .filter(other => other.id !== typed.id && other.madeOn === today && counts(other) && isAlike(typed, other))
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .sort((a, b) => (b.typedAt ?? Date.parse(b.receivedAt) ?? 0) - (a.typedAt ?? Date.parse(a.receivedAt) ?? 0));
}

// By key, the keys of those that are alike and of other ids. With deaths only: saying twice that nobody died is no question.
export function twins(entries) {
  const groups = new Map();
  for (const entry of entries.filter(each => counts(each) && each.deaths > 0)) {
    const alike = [entry.commune, entry.occurredOn, entry.place, entry.cause].join(' ');
    groups.set(alike, [...groups.get(alike) ?? [], entry]);
  }
  const found = new Map();
  for (const group of groups.values()) {
    for (const entry of group) {
      const others = group.filter(other => other.id !== entry.id).map(other => other.key);
      if (others.length) found.set(entry.key, others);
    }
  }
  return found;
}
