// The figures of a department: the first that is seen of its page.

import { byId, head, make, number, say } from './elements.js';
import * as french from './formats.js';
import { causes, levels, nameOf, places } from './vocabulary.js';
import { basis } from './ground.js';

export function showFigures(told) {
  const isPanel = told.judgedOn?.kind === 'panel';
  const name = told.name + ' (' + told.department + ')';
  say('name', name);
  document.title = name + ' – Vigie';
  say('long-date', french.dayWithWeekday(told.date));
  say('updated', told.updatedAt ? ' · à jour à ' + french.clock(told.updatedAt, told.zone) : ' · aucune déclaration reçue');
  say('deaths', french.integer(told.deaths));
  say('deaths7', french.integer(told.deaths7));
  say('expected', told.expected === null ? 'Attendus : inconnus, faute d’historique'
    : (isPanel ? 'Attendus dans le panel : ' : 'Attendus : ') + french.decimal(told.expected) +
      (told.lower === null ? '' : ' (de ' + french.decimal(told.lower) + ' à ' + french.decimal(told.upper) + ')'));
  say('basis', basis(told.judgedOn));
  const isOpen = told.nowcast !== null && told.judgedOn !== null && told.nowcast - told.judgedOn.deaths >= 0.5;
  byId('nowcast').hidden = !isOpen;
  say('nowcast', isOpen ? 'Estimés dans le panel une fois tout déclaré : ' + french.decimal(told.nowcast) : '');
  say('rate', french.decimal(told.rate));
  say('reported', french.integer(told.reportedCommunes) + ' sur ' + french.integer(told.communes));
  say('reported-share', french.percent(told.completeness) + ' des communes');
  const level = levels[told.level] ?? levels.unknown;
  byId('level').className = 'level ' + told.level;
  say('level-name', 'Niveau : ' + level.name);
  say('level-text', level.meaning + (told.zScore === null ? '' : ' Écart : ' + french.decimal(told.zScore) + ' écarts-types.'));
  fill('places', places, told.byPlace);
  fill('causes', causes, told.byCause);
}

function fill(id, names, values) {
  byId(id).replaceChildren(...Object.keys(names).map(code => make('tr', {}, head(nameOf(names, code), 'row'), number(french.integer(values[code] ?? 0)))));
}
