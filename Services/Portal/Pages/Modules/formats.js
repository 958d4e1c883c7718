// Numbers, days and spans as French writes them.

export const hard = '\u00a0';
export const thin = '\u202f';

const integers = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const absent = n => n === null || n === undefined;

// MARK: numbers

export const integer = n => absent(n) ? '–' : integers.format(n).replace('-', '−');
export const decimal = n => absent(n) ? '–' : decimals.format(n).replace('-', '−');
// `100 %` only when it is all, `0 %` only when it is none.
export const percent = share => (share > 0 && share < 0.01 - 1e-11 ? 'moins de 1' : integer(Math.floor(share * 100 + 1e-9))) + hard + '%';
export const plural = (n, one, many) => integer(n) + hard + (n < 2 ? one : many);
export const capitalized = text => text.slice(0, 1).toLocaleUpperCase('fr') + text.slice(1);

// MARK: days and hours

export function date(day, options) {
  return new Date(day + 'T12:00:00Z').toLocaleDateString('fr-FR', { timeZone: 'UTC', ...options }).replace(/(^|\s)1 /, '$11er ');
}
export const longDay = day => date(day, { day: 'numeric', month: 'long', year: 'numeric' });
export const shortDay = day => date(day, { day: 'numeric', month: 'short' });
export const dayWithWeekday = day => date(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

// « du 9 au 15 mars 2020 », « du 27 février au 4 mars 2020 ».
export function span(first, last) {
  if (first === last) return 'le ' + longDay(last);
  const options = { day: 'numeric' };
  if (first.slice(0, 7) !== last.slice(0, 7)) options.month = 'long';
  if (first.slice(0, 4) !== last.slice(0, 4)) options.year = 'numeric';
  const start = options.month ? date(first, options) : date(first, options).replace(/^1$/, '1er');
  return 'du ' + start + ' au ' + longDay(last);
}

export function clock(instant, zone) {
  return new Date(instant).toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: zone || undefined });
}
export function moment(instant, zone) {
  const when = new Date(instant);
  const day = when.toLocaleDateString('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone || undefined }).replace(/^1 /, '1er ');
  return day + ' à ' + when.toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: zone || undefined });
}

export function shift(day, days) {
  const moved = new Date(day + 'T12:00:00Z');
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
const calendars = new Map();
// The civil day of an instant by the clock of a zone, as `2020-03-15`.
export function dayIn(zone, instant) {
  if (!calendars.has(zone)) calendars.set(zone, new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }));
  const parts = {};
  for (const { type, value } of calendars.get(zone).formatToParts(instant)) parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}`;
}

// MARK: spans of time and lists

// Between two rare things: « 340 jours », « 3 ans ».
export function rarity(days) {
  return days < 730 ? plural(Math.round(days), 'jour', 'jours') : plural(Math.round(days / 365.25), 'an', 'ans');
}
export function years(n) {
  return n < 2 ? plural(Math.max(1, Math.round(n * 12)), 'mois', 'mois') : plural(Math.round(n), 'an', 'ans');
}

// « Pontivy, Le Sourn et 2 autres communes ».
export function communes(names) {
  if (names.length === 0) return 'aucune commune';
  if (names.length === 1) return names[0];
  if (names.length <= 3) return names.slice(0, -1).join(', ') + ' et ' + names[names.length - 1];
  return names.slice(0, 2).join(', ') + ' et ' + integer(names.length - 2) + ' autres communes';
}
