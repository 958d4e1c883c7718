// On what ground a department is judged, in plain French: history, thresholds, false alarms, late declarations, clusters.

import * as french from './formats.js';
import { hard, thin } from './formats.js';

// From how many days between two that chance alone brings a cluster is worth telling.
export const clusterDays = 100;

// What the expectation stands on. `history` may be null.
function ground(method, history) {
  const length = history ? french.years(history.weeks / 52.18) : null;
  switch (method) {
  case 'euromomo-7d-trend': return (length ?? 'plusieurs années') + ' d’historique propre au département, tendance comprise';
  case 'euromomo-7d': return (length ?? 'deux ans') + ' d’historique propre au département, trop peu pour une tendance';
  case 'matched-windows': return 'les mêmes semaines des années passées, faute d’un historique plus long';
  case 'national-rate': return 'le taux national, faute d’historique';
  default: return null;
  }
}

// How the expectation was computed, in sentences.
export function method(code, history) {
  const told = ground(code, history);
  if (!told) return 'Aucun historique ne permet de dire combien de décès étaient attendus.';
  let sentence = 'Les décès attendus reposent sur ' + told;
  if (history) sentence += ' (' + french.plural(history.weeks, 'semaine', 'semaines') + ', ' + french.span(history.firstDay, history.lastDay) + ')';
  sentence += '.';
  if (code.startsWith('euromomo')) {
    sentence += ' C’est le modèle européen EuroMOMO' + hard + ': une courbe saisonnière ajustée sur les printemps et les automnes, où les épidémies pèsent peu.';
  }
  return sentence;
}

// Whose deaths are held against whose expectation; `told` may be null.
export function basis(told) {
  if (!told) return '';
  const sentences = [];
  if (told.kind === 'panel') {
    sentences.push('Jugé sur un panel de ' + french.plural(told.communes, 'commune qui déclare régulièrement', 'communes qui déclarent régulièrement') + ' (' +
      french.percent(told.share) + ' des décès attendus du département)' + hard + ': ' + french.plural(told.deaths, 'décès', 'décès') + '.');
  } else if (told.kind === 'lowerBound') {
    sentences.push('Borne basse' + hard + ': tous les décès déclarés sont comparés à ce qu’attend le département entier, car trop peu de communes déclarent ' +
      'régulièrement, ou depuis trop peu de temps, pour former un panel. La mortalité réelle peut être plus élevée.');
  } else {
    sentences.push('Jugé sur la part de la population dont la commune avait déclaré (' + french.percent(told.share) + '), selon les premières règles.');
  }
  if (told.days < 7) {
    sentences.push('Le département commence à déclarer' + hard + ': ' + (told.days === 1 ? 'un seul jour est jugé' : french.integer(told.days) + ' jours sont jugés ensemble') +
      ', avec les bornes qui conviennent à une somme aussi courte.');
  }
  return sentences.join(' ');
}

export function thresholds(told) {
  if (!told) return '';
  return 'L’écart se compte en écarts-types' + hard + ': jaune à partir de ' + french.decimal(told.yellow) + ', orange à partir de ' +
    french.decimal(told.orange) + ', rouge à partir de ' + french.decimal(told.red) + '.';
}

// « Une alerte orange sans cause arriverait au plus une fois en 5 ans. »
function budget(told) {
  if (!told) return '';
  // What was not simulated is promised to nobody.
  if (told.orangeYearly === null || !(told.budgetOrangeYears > 0)) return 'Faute d’historique, la fréquence des fausses alertes n’est pas connue.';
  return 'Une alerte orange sans cause arriverait au plus une fois en ' + french.years(told.budgetOrangeYears) +
    (told.budgetRedYears > 0 ? ', une rouge au plus une fois en ' + french.years(told.budgetRedYears) : '') + '.';
}

export function falseAlarms(told) {
  if (!told || told.orangeYearly === null) return budget(told);
  return budget(told) + ' Vérifié sur ' + french.plural(told.simulatedYears, 'année simulée', 'années simulées') + hard + ': ' +
    (told.orangeYearly > 0 ? 'une orange sans cause tous les ' + french.years(1 / told.orangeYearly) : 'aucune orange sans cause') + '.';
}

export function delay(watch) {
  const shares = watch.delayShares;
  if (!shares) return (watch.delayAbsence || 'Le délai de déclaration n’est pas encore connu.') + ' D’ici là, les jours récents ne sont pas corrigés.';
  let days = 0;
  while (days < shares.length - 1 && shares[days] < 0.9) days += 1;
  return 'Les jours récents sont corrigés des déclarations tardives (' +
    (days === 0 ? french.percent(shares[0]) + ' des décès sont déclarés le jour même'
      : french.percent(shares[days]) + ' des décès sont déclarés au bout de ' + french.plural(days, 'jour', 'jours')) + ').';
}

// The line at the foot of the level.
export function line(watch) {
  const told = ground(watch.method, watch.history);
  return [
    told ? 'Jugé sur ' + told + '.' : 'Aucun historique ne permet encore de juger ce département.',
    watch.thresholds ? 'Orange à partir de ' + french.decimal(watch.thresholds.orange) + ' écarts-types.' : '',
    budget(watch.falseAlarms), delay(watch)
  ].filter(Boolean).join(' ');
}

// « 12 décès là où 3,1 étaient attendus, du … au …, à Pontivy et Le Sourn ; le hasard seul en produit un pareil tous les 340 jours ».
export function cluster(told) {
  return french.integer(told.observed) + hard + 'décès là où ' + french.decimal(told.expected) + (told.expected < 2 ? ' était attendu, ' : ' étaient attendus, ') +
    french.span(told.firstDay, told.day) + ', à ' + french.communes(told.communes.map(commune => commune.name)) +
    // Further than a million days nobody can tell.
    thin + '; le hasard seul en produit ' + (told.recurrenceDays > 1000000 ? 'moins d’un pareil en 2' + thin + '700 ans' : 'un pareil tous les ' + french.rarity(told.recurrenceDays));
}

// When the day's cluster was last looked for: what was declared since is not in it.
export function searched(told, zone) {
  return told.scannedAt ? ' Recherche du ' + french.moment(told.scannedAt, zone) + '.' : '';
}
