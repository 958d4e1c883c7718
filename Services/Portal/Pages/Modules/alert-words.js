// Alerts in words: their title, since when, who took them on, and whether a red is told outside.

import * as french from './formats.js';
import { hard } from './formats.js';
import { alertEvents, alertKinds, levels, nameOf } from './vocabulary.js';

const level = code => nameOf(levels, code);
export const kind = code => nameOf(alertKinds, code);

export function title(alert) {
  const name = french.capitalized(kind(alert.kind));
  return alert.status === 'closed' ? name + ' – close, niveau ' + level(alert.peakLevel) + ' au plus haut' : name + ' – niveau ' + level(alert.level);
}
export function since(alert, zone) {
  const isOpen = alert.status !== 'closed';
  let text = 'Depuis le ' + french.longDay(alert.firstDay) + ', levée le ' + french.moment(alert.raisedAt, zone);
  if (isOpen && alert.peakLevel !== alert.level) text += ', au plus haut ' + level(alert.peakLevel);
  if (isOpen && alert.computedLevel !== alert.level) text += ' (niveau calculé' + hard + ': ' + level(alert.computedLevel) + ')';
  return text + '.';
}
export function taken(alert, zone) {
  if (alert.status === 'closed') return 'Close le ' + french.moment(alert.closedAt, zone) + (alert.closingReason ? hard + ': ' + alert.closingReason : '.');
  if (alert.acknowledgedBy) return 'Prise en compte par ' + alert.acknowledgedBy + ' le ' + french.moment(alert.acknowledgedAt, zone) + '.';
  return 'Personne ne l’a encore prise en compte.';
}
// Told to who sees the red: outside the prefecture it is not there until it is confirmed.
export function confirmation(alert, zone) {
  if (![alert.level, alert.computedLevel, alert.peakLevel].includes('red')) return '';
  const by = alert.confirmedBy ? ' par ' + alert.confirmedBy : '';
  switch (alert.confirmation) {
  case 'pending': return 'Rouge à confirmer' + hard + ': non diffusé hors de la préfecture.';
  case 'declined': return 'Rouge non confirmé' + by + hard + ': non diffusé hors de la préfecture.';
  case 'confirmed': return 'Rouge confirmé' + (by ? by + ' le ' + french.moment(alert.confirmedAt, zone) : '') + '.';
  default: return '';
  }
}

// One line of the journal.
export function event(told) {
  const change = 'de ' + level(told.levelBefore) + ' à ' + level(told.levelAfter);
  const name = nameOf(alertEvents, told.kind);
  switch (told.kind) {
  case 'raised':
  case 'reopened': return name + ', niveau ' + level(told.levelAfter);
  case 'levelChanged': return name + hard + ': ' + change;
  case 'escalated':
  case 'lowered': return name + ' ' + change;
  default: return name;
  }
}
