// The communes of a department in a table: those searched for, or those that are silent.

import { byId, cell, make, number, say } from './elements.js';
import * as french from './formats.js';

const most = 400;
const plain = text => text.toLocaleLowerCase('fr');

// Those that a search asks for, those with the most deaths first.
export function chosen(communes, wanted, onlySilent) {
  return communes
    .filter(commune => (!onlySilent || !commune.reported) && (!wanted || plain(commune.name + ' ' + commune.commune).includes(plain(wanted))))
    .sort((a, b) => b.deaths - a.deaths || b.deaths7 - a.deaths7 || a.name.localeCompare(b.name, 'fr'));
}

export function showCommunes(communes) {
  const rows = chosen(communes, byId('search').value.trim(), byId('silent').checked);
  const body = make('tbody', { id: 'communes' }, rows.slice(0, most).map(commune => make('tr', { class: commune.reported ? null : 'silent' },
    cell(commune.name), number(commune.reported ? french.integer(commune.deaths) : '–'), number(french.integer(commune.deaths7)), number(french.decimal(commune.expected)),
    cell(commune.reported ? commune.deaths === 0 ? 'Aucun décès' : 'Déclarée' : 'Pas encore déclaré'))));
  byId('communes').replaceWith(body);
  say('communes-more', rows.length > most ? 'Les ' + most + ' premières communes sur ' + french.integer(rows.length) + ' sont montrées : cherchez un nom pour voir les autres.' : '');
}
