// What may be done to an alert as it stands, and what an action must say. The server has the last word.

const severity = { green: 0, unknown: 0, yellow: 1, orange: 2, red: 3 };

export function isAllowed(verb, alert) {
  if (verb === 'comment') return true;
  if (alert.status === 'closed') return false;
  switch (verb) {
  case 'acknowledge': return alert.status === 'raised';
  case 'confirm': return alert.level === 'red' && alert.confirmation !== 'confirmed';
  case 'decline': return alert.level === 'red' && alert.confirmation !== 'declined';
  case 'escalate': return alert.kind === 'excess' && severity[alert.level] < 3;
  case 'lower': return alert.kind === 'excess' && severity[alert.level] > 1;
  default: return true;
  }
}

// The levels that an action may set, the nearest first: it is what is chosen unless another is.
export function levelsFor(action, alert) {
  return action.levels
    .filter(level => action.verb === 'escalate' ? severity[level] > severity[alert.level] : severity[level] < severity[alert.level])
    .sort((a, b) => Math.abs(severity[a] - severity[alert.level]) - Math.abs(severity[b] - severity[alert.level]));
}

// A random UUID (RFC 9562, version 4): where the address is neither https nor this machine, browsers make none.
export function newID() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  return Array.from(bytes, (byte, index) => ([4, 6, 8, 10].includes(index) ? '-' : '') + byte.toString(16).padStart(2, '0')).join('');
}
