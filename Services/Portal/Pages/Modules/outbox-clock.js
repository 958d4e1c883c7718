// The server's clock, as far as the device knows it: days are judged by it, and the tablet's may be wrong by days. Nothing here
// touches the page.

import { dayIn, plural, shift } from './formats.js';

// How far two clocks may be apart before anybody is told.
export const tolerance = 2 * 60000;

// What the server's clock shows more than the device's, in milliseconds: by an answer's Date header, which is cut to seconds, between
// when it was asked and when it was heard. Nothing where the answer does not say.
export function offsetOf(header, askedAt, heardAt) {
  const date = Date.parse(header ?? '');
  return Number.isFinite(date) && heardAt >= askedAt ? date + 500 - (askedAt + heardAt) / 2 : null;
}

// The civil day where the commune is, by the server's clock; by the device's while nothing else is known.
export const today = (now, offset, zone) => dayIn(zone, now + (offset ?? 0));

// The day that a choice means today; nothing for a day that was chosen itself.
export function dayOf(choice, day) {
  if (choice === 'today') return day;
  return choice === 'yesterday' ? shift(day, -1) : null;
}

// The day that « aujourd’hui » or « hier » was when it was typed, where the clock that is known now says another than was recorded.
// Nothing where they agree, or where the day was chosen itself.
export function otherDay(entry, offset, now) {
  if (offset === null || entry.dayChoice === 'other') return null;
  // Typed in what is still to come: the device's clock was set back since, and only today is known.
  const isAhead = entry.typedAt > now + tolerance;
  if (!isAhead && Math.abs((entry.offset ?? 0) - offset) <= tolerance) return null;
  const day = dayOf(entry.dayChoice, today(isAhead ? now : entry.typedAt, offset, entry.zone));
  return day === entry.occurredOn ? null : day;
}

// « L’horloge de cet appareil retarde de 3 jours : … » Nothing where it is right.
export function difference(offset) {
  if (offset === null || Math.abs(offset) <= tolerance) return '';
  const minutes = Math.round(Math.abs(offset) / 60000);
  const span = minutes < 120 ? plural(minutes, 'minute', 'minutes') : minutes < 2880 ? plural(Math.round(minutes / 60), 'heure', 'heures') : plural(Math.round(minutes / 1440), 'jour', 'jours');
  return 'L’horloge de cet appareil ' + (offset > 0 ? 'retarde' : 'avance') + ' de ' + span + '. Les jours sont comptés à l’heure de Vigie.';
}
