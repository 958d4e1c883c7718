// What people are told of the outbox, in French.

import { dayWithWeekday, hard, plural } from './formats.js';
import { numberOf } from './outbox-entry.js';

const number = entry => 'n° ' + numberOf(entry.id);

const states = {
  recorded: () => 'Enregistrée sur cet appareil',
  waiting: () => 'En attente d’envoi',
  sending: () => 'En attente d’envoi (envoi en cours)',
  received: entry => 'Reçue (' + number(entry) + ')',
  counted: () => 'Comptée',
  superseded: () => 'Remplacée',
  withdrawn: () => 'Retirée',
  refused: () => 'Refusée',
  toConfirm: () => 'À confirmer',
  conflict: () => 'À confirmer'
};

// The state of an entry, as stateOf names it.
export const stateInWords = (state, entry) => states[state](entry);

// Why it is so, and what to do; nothing where the state says it all.
export function because(state, entry) {
  switch (state) {
  case 'conflict': return entry.theirs
    ? 'Une autre version de cette déclaration a été reçue. Comparez les deux et choisissez celle qui est juste.'
    : 'Une autre version de cette déclaration a été reçue. Elle sera affichée ici dès que possible.';
  case 'refused':
    if (entry.revision > 1) return 'Ce changement n’a pas été accepté' + (entry.refusal?.reason ? hard + ': ' + entry.refusal.reason : '') + '. Ce qui comptait avant compte toujours.';
    return 'Vigie ne l’a pas acceptée' + (entry.refusal?.reason ? hard + ': ' + entry.refusal.reason : '') + '. Elle ne compte pas' + hard + ': corrigez et déclarez de nouveau.';
  case 'toConfirm':
    if (entry.phase === 'doubtfulDay') return 'L’horloge de cet appareil n’était pas à l’heure. Le décès est-il du ' + entry.days.map(dayWithWeekday).join(' ou du ') + hard + '?';
    return 'Saisie par ' + (entry.typedBy.name ?? 'une autre personne de la mairie') + ', pas encore envoyée. Vérifiez-la, puis confirmez l’envoi.';
  case 'waiting': return entry.barredFor ? 'Votre compte ne permet plus de déclarer pour cette commune. La déclaration reste ici' + hard + ': un collègue pourra l’envoyer.' : '';
  default: return '';
  }
}

// The one banner over the list.
export function bannerInWords(banner, waiting) {
  switch (banner) {
  case 'signIn': return 'Connectez-vous pour envoyer (' + count(waiting) + ' en attente sur cet appareil).';
  case 'barred': return 'Votre compte ne permet plus de déclarer pour cette commune. Rien n’est perdu' + hard + ': ' + count(waiting) + ' en attente ici, qu’un collègue pourra envoyer.';
  case 'confirm': return 'Des déclarations attendent votre confirmation.';
  default: return '';
  }
}

export const count = waiting => plural(waiting, 'déclaration', 'déclarations');
export const waitingInWords = waiting => waiting === 0 ? '' : count(waiting) + ' en attente d’envoi sur cet appareil.';

// « Semblable à la n° 3F2A-9C1B ».
export function alikeInWords(entries) {
  if (!entries.length) return '';
  return 'Semblable à la ' + entries.map(number).join(', à la ');
}
