// The words of the mairie's application: what a declaration says, when, and what is asked before it leaves. Nothing here touches
// the page.

import { date, dayWithWeekday, decimal, hard, integer, moment, plural, shift } from './formats.js';
import { causes, nameOf, places } from './vocabulary.js';

// « 2 décès – Domicile, Covid suspecté », « Aucun décès ».
export function what({ deaths, place, cause }) {
  if (!deaths) return 'Aucun décès';
  return plural(deaths, 'décès', 'décès') + ' – ' + nameOf(places, place) + ', ' + nameOf(causes, cause);
}

// « aujourd’hui », « hier », « lundi 23 novembre », and with the year where it is another.
export function dayName(day, today) {
  if (day === today) return 'aujourd’hui';
  if (day === shift(today, -1)) return 'hier';
  return day.slice(0, 4) === today.slice(0, 4) ? date(day, { weekday: 'long', day: 'numeric', month: 'long' }) : dayWithWeekday(day);
}
// « aujourd’hui, lundi 30 novembre ».
export function fullDayName(day, today) {
  const name = dayName(day, today), long = date(day, { weekday: 'long', day: 'numeric', month: 'long' });
  return name === 'aujourd’hui' || name === 'hier' ? name + ', ' + long : name;
}
export const at = (instant, zone) => moment(instant, zone);

// How a state looks: the kind of its badge. States are those of the outbox and of the ledger.
const badges = {
  recorded: 'info', waiting: 'info', sending: 'info', received: 'info', counted: 'success', superseded: 'new', withdrawn: 'new', refused: 'error',
  toConfirm: 'warning', conflict: 'warning'
};
export const badgeOf = state => badges[state] ?? 'info';

// What a state means, in a sentence under the receipt.
const meanings = {
  recorded: 'Elle est gardée sur cet appareil, et part dès que le réseau le permet. Vous pouvez fermer la page.',
  waiting: 'Elle est gardée sur cet appareil, et repart toute seule jusqu’à ce que Vigie réponde.',
  sending: 'Elle est en chemin.',
  received: 'Vigie l’a reçue. Elle sera comptée dans un instant.',
  counted: 'Elle compte dans les chiffres de la commune et du département.',
  superseded: 'Une version plus récente compte à sa place.',
  withdrawn: 'Elle ne compte plus.',
  refused: '', toConfirm: '', conflict: ''
};
export const meaningOf = state => meanings[state] ?? '';

// Why the ledger did not take it, where the outbox of this device does not say it already.
export function refusedBecause(refusal) {
  return 'Vigie ne l’a pas acceptée' + (refusal ? hard + ': ' + refusal : '') + '. Elle ne compte pas' + hard + ': corrigez et déclarez de nouveau.';
}

// Whether a number asks for a second look, by what the commune is used to; usual: { perWeek, mostADay }, or null where nothing is known:
// then from ten on, as at the server.
export const isSurprising = (deaths, usual) => usual ? deaths > Math.max(usual.mostADay, 2) : deaths >= 10;
export function surprise(deaths, name, usual) {
  if (!usual) return 'Vous déclarez ' + plural(deaths, 'décès', 'décès') + ' le même jour. C’est beaucoup pour un seul jour. Si c’est juste, envoyez' + hard + ': rien ne l’empêche.';
  const most = usual.mostADay > 0 ? 'il n’y en a pas eu plus de ' + integer(usual.mostADay) + ' en un seul jour ces dernières années' : 'il est rare qu’il y en ait un';
  return 'Vous déclarez ' + plural(deaths, 'décès', 'décès') + ' pour un seul jour. À ' + name + ', ' + most + ', et l’on en attend ' +
    decimal(usual.perWeek) + ' par semaine. Si c’est juste, envoyez' + hard + ': rien ne l’empêche.';
}

// What is about to leave, beside the button.
export function summary({ deaths, place, cause, day }, today) {
  return [plural(deaths || 1, 'décès', 'décès'), place && nameOf(places, place), cause && nameOf(causes, cause), day && dayName(day, today)].filter(Boolean).join(' · ');
}
