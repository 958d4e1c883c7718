// A declaration that is being typed: what is chosen, what is missing, and what it becomes once it is sent. Pure.

import { shift } from './formats.js';

const choices = { aujourdhui: 'today', hier: 'yesterday', autre: 'other' };

// A new form: one death, today.
export const blank = id => ({ id, place: null, cause: null, choice: 'aujourdhui', date: '', number: '1', reason: '', key: null, revision: 1, needsReason: false });

// The form that corrects a declaration, as a detail describes it.
export function correcting(detail, today) {
  const { content } = detail;
  const choice = content.occurredOn === today ? 'aujourdhui' : content.occurredOn === shift(today, -1) ? 'hier' : 'autre';
  return {
    id: detail.id, place: content.place, cause: content.cause, choice, date: content.occurredOn, number: String(content.deaths), reason: '',
    // Who never left is changed where it is; what only the ledger knows is recorded here as its next revision.
    key: detail.key, revision: detail.key ? detail.revision : detail.revision + 1, needsReason: !detail.isHere || detail.revision > 1
  };
}

// What the server never took is declared anew, under another id.
export const again = (detail, today, id) => ({ ...correcting(detail, today), id, key: null, revision: 1, needsReason: false });

// What a person may still come back to; an untouched form is nothing to keep.
export const isTouched = draft => Boolean(draft && (draft.key || draft.revision > 1 || draft.place || draft.cause || draft.number !== '1' || draft.choice !== 'aujourdhui'));

export const dayOf = (draft, today) => draft.choice === 'aujourdhui' ? today : draft.choice === 'hier' ? shift(today, -1) : draft.date;

const numberOf = text => /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : NaN;

const noNumber = 'Indiquez un nombre entier, à partir de 1. S’il n’y a pas de décès, revenez en arrière et choisissez «\u00a0Aucun décès à déclarer\u00a0».';

// { errors: [{ field, text }], typed }: what the outbox records once there are no errors. limits: { today, least }
export function check(draft, commune, { today, least = '' }) {
  const errors = [];
  const say = (field, text) => errors.push({ field, text });
  if (!draft.place) say('lieu', 'Choisissez le lieu du décès. Si vous ne le connaissez pas, choisissez «\u00a0Lieu inconnu\u00a0».');
  if (!draft.cause) say('nature', 'Choisissez la nature du décès. Si vous ne la connaissez pas, choisissez «\u00a0Cause inconnue\u00a0».');
  const day = dayOf(draft, today);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) say('date', 'Indiquez la date du décès.');
  else if (day > today) say('date', 'Cette date est à venir. Indiquez le jour du décès.');
  else if (least && day < least) say('date', 'Cette date est trop ancienne pour être déclarée ici. Appelez votre préfecture.');
  const deaths = numberOf(draft.number);
  if (!(deaths >= 1 && deaths <= 10000)) say('nombre', noNumber);
  if (draft.needsReason && !draft.reason) say('motif', 'Choisissez le motif de ce changement.');
  const typed = {
    id: draft.id, commune, occurredOn: day, dayChoice: choices[draft.choice], place: draft.place, cause: draft.cause, deaths, withdrawn: false,
    revision: draft.revision, reason: draft.needsReason ? draft.reason : null
  };
  return { errors, typed };
}

// « Aucun décès » of a day.
export const zero = (id, commune, day, today) => ({
  id, commune, occurredOn: day, dayChoice: day === today ? 'today' : day === shift(today, -1) ? 'yesterday' : 'other', place: null, cause: null, deaths: 0
});
