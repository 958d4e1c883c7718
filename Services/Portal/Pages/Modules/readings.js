// What an area is painted with, and the same in words: a number, 'none' where nothing was declared, 'unknown' where there is no value.

import * as french from './formats.js';
import { levels, nameOf } from './vocabulary.js';

export function ofCommune(commune, indicator, level) {
  switch (indicator) {
  case 'deaths': return commune.reported ? commune.deaths : 'none';
  case 'rate': return !commune.reported7 ? 'none' : commune.rate ?? 'unknown';
  case 'ratio': return !commune.reported7 ? 'none' : !commune.expected ? 'unknown' : commune.deaths7 / commune.expected;
  case 'completeness': return commune.reportedDays > 0 ? commune.reportedDays : 'none';
  default: return level;
  }
}

export function communeInWords(commune, indicator, level) {
  const value = ofCommune(commune, indicator, level);
  if (indicator === 'level') return 'niveau du département' + french.hard + ': ' + nameOf(levels, level);
  if (value === 'none') return 'aucune déclaration';
  if (value === 'unknown') return 'valeur inconnue';
  switch (indicator) {
  case 'deaths': return value === 0 ? 'aucun décès' : french.integer(value) + ' décès';
  case 'rate': return french.decimal(value) + ' pour 100 000 habitants';
  case 'ratio': return french.decimal(value) + ' fois les décès attendus';
  default: return french.integer(value) + (value > 1 ? ' jours déclarés sur 7' : ' jour déclaré sur 7');
  }
}

export function ofDepartment(department, indicator) {
  if (indicator === 'level') return department.level;
  if (department.reportedCommunes === 0 && department.deaths7 === 0) return 'none';
  if (indicator === 'rate') return department.rate ?? 'unknown';
  // What is expected is expected of those that are judged.
  return department.expected ? (department.judgedOn ? department.judgedOn.deaths : department.deaths7) / department.expected : 'unknown';
}

export function departmentInWords(department) {
  const words = 'niveau ' + nameOf(levels, department.level) + ', ' + french.integer(department.deaths7) + ' décès en 7 jours';
  return department.expected === null ? words : words + ', ' + french.decimal(department.expected) + ' attendus';
}
