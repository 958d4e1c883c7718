// The classes of each indicator, as the pictures have them: a test compares the two. Their words come from the vocabulary.

import { indicators, levels } from './vocabulary.js';
import { capitalized } from './formats.js';

// The least number above zero; the pictures call it '0+'.
export const above = Number.MIN_VALUE;

function entry(name, lower, colour, label, pattern = null, ink = null) { return { name, lower, colour, label, pattern, ink }; }
const silent = entry('none', null, '#f2f2f2', 'Aucune déclaration', 'falling', '#b0b0b0');
const unknown = label => entry('unknown', null, '#e3e3e3', label, 'dotted', '#8a8a8a');
const values = (lowers, colours, labels) => lowers.map((lower, index) => entry('v' + index, lower, colours[index], labels[index]));

const looks = {
  green: ['#a8d5a2'], yellow: ['#ffe45c', 'dotted', '#b38f00'], orange: ['#f58a1f', 'rising', '#b85c00'], red: ['#b5121b', 'crossed', '#7a0a10'],
  unknown: ['#dcdcdc', 'level', '#9a9a9a']
};

export const scales = {
  deaths: {
    heading: indicators.deaths.heading,
    classes: [
      ...values([0, 1, 2, 3, 5, 10], ['#dfeaf3', '#9ebcda', '#8c96c6', '#8c6bb1', '#88419d', '#4d004b'],
        ['Aucun décès', '1 décès', '2 décès', '3 ou 4', '5 à 9', '10 ou plus']),
      silent]
  },
  rate: {
    heading: indicators.rate.heading,
    classes: [
      ...values([0, above, 10, 20, 40, 80], ['#f3f6e4', '#c7e9b4', '#7fcdbb', '#2f9cbf', '#225ea8', '#081d58'],
        ['Aucun décès', 'moins de 10', '10 à 20', '20 à 40', '40 à 80', '80 ou plus']),
      unknown('Sans habitant'), silent]
  },
  ratio: {
    heading: indicators.ratio.heading,
    classes: [
      ...values([0, above, 0.8, 1.25, 2, 4, 8], ['#e6e4f1', '#b2abd2', '#f4f1e6', '#fee0b6', '#fdb863', '#e08214', '#b35806'],
        ['Aucun décès', 'moins de 0,8', '0,8 à 1,25 (attendu)', '1,25 à 2', '2 à 4', '4 à 8', '8 ou plus']),
      unknown('Pas d’historique'), silent]
  },
  level: {
    heading: indicators.level.heading,
    classes: Object.keys(levels).map(level => entry(level, null, looks[level]?.[0] ?? '#dcdcdc', capitalized(levels[level].name), looks[level]?.[1], looks[level]?.[2]))
  },
  completeness: {
    heading: indicators.completeness.heading,
    classes: [...values([1, 3, 5, 7], ['#deebf7', '#9ecae1', '#4292c6', '#08519c'], ['1 ou 2 jours', '3 ou 4 jours', '5 ou 6 jours', '7 jours']), silent]
  }
};

// The class of a number, or of a name ('none', 'unknown', a level).
export function classOf(indicator, value) {
  let found = 'unknown';
  for (const each of scales[indicator].classes) {
    if (typeof value === 'string' ? each.name === value : each.lower !== null && each.lower <= value) found = each.name;
  }
  return found;
}
