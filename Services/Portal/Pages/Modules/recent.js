// The last declarations of a department.

import { byId, make } from './elements.js';
import * as french from './formats.js';
import { causes, nameOf, places } from './vocabulary.js';

// Within a sentence a name begins small, unless it is Covid's.
const within = name => name.startsWith('Covid') ? name : name.slice(0, 1).toLocaleLowerCase('fr') + name.slice(1);

export function sentence(declaration, day) {
  const what = declaration.withdrawn ? 'déclaration retirée' : declaration.deaths === 0 ? 'aucun décès'
    : [french.integer(declaration.deaths) + ' décès', within(nameOf(places, declaration.place)), within(nameOf(causes, declaration.cause))].join(', ');
  return declaration.name + ' : ' + what + (declaration.occurredOn === day ? '' : ' (le ' + french.longDay(declaration.occurredOn) + ')');
}

export function showRecent(told, day, zone) {
  const items = told.declarations.map(declaration =>
    make('li', {}, make('time', { datetime: declaration.receivedAt }, french.clock(declaration.receivedAt, zone)), sentence(declaration, day)));
  byId('recent').replaceChildren(...items.length ? items : [make('li', {}, 'Aucune déclaration pour le moment.')]);
}
