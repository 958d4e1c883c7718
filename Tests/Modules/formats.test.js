import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

const french = await load('formats');

test('numbers have a comma, thin spaces, and a true minus sign', () => {
  assert.equal(french.integer(12345), '12\u202f345');
  assert.equal(french.decimal(-3.06), '\u22123,1');
  assert.equal(french.integer(-4), '\u22124');
  assert.equal(french.decimal(null) + french.integer(undefined), '––');
  assert.equal(french.plural(1, 'jour', 'jours'), '1\u00a0jour');
  assert.equal(french.plural(2, 'jour', 'jours'), '2\u00a0jours');
});

test('a share is 100 % only when it is all', () => {
  assert.equal(french.percent(0.999), '99\u00a0%');
  assert.equal(french.percent(1), '100\u00a0%');
  assert.equal(french.percent(0.29), '29\u00a0%');
  assert.equal(french.percent(0), '0\u00a0%');
  assert.equal(french.percent(2 / 344), 'moins de 1\u00a0%');
  assert.equal(french.percent(0.01), '1\u00a0%');
});

test('the first of a month is « 1er », wherever it stands', () => {
  assert.equal(french.longDay('2026-05-01'), '1er mai 2026');
  assert.equal(french.dayWithWeekday('2026-05-01'), 'vendredi 1er mai 2026');
  assert.equal(french.longDay('2026-05-11'), '11 mai 2026');
  assert.match(french.moment('2026-05-01T10:05:00Z', 'Europe/Paris'), /^1er mai 2026 à 12:05$/);
});

test('spans say no more than they must', () => {
  assert.equal(french.span('2020-03-09', '2020-03-15'), 'du 9 au 15 mars 2020');
  assert.equal(french.span('2020-02-27', '2020-03-04'), 'du 27 février au 4 mars 2020');
  assert.equal(french.span('2019-12-29', '2020-01-04'), 'du 29 décembre 2019 au 4 janvier 2020');
  assert.equal(french.span('2020-03-01', '2020-03-07'), 'du 1er au 7 mars 2020');
  assert.equal(french.span('2020-03-15', '2020-03-15'), 'le 15 mars 2020');
});

test('a day moves by days, and is that of the zone', () => {
  assert.equal(french.shift('2024-03-01', -1), '2024-02-29');
  assert.equal(french.dayIn('Europe/Paris', Date.parse('2026-03-12T23:30:00Z')), '2026-03-13');
  assert.equal(french.dayIn('Indian/Reunion', Date.parse('2026-03-12T20:30:00Z')), '2026-03-13');
  assert.equal(french.dayIn('America/Martinique', Date.parse('2026-03-13T02:30:00Z')), '2026-03-12');
});

test('rare things and lists of communes', () => {
  assert.equal(french.rarity(340), '340\u00a0jours');
  assert.equal(french.rarity(1000), '3\u00a0ans');
  assert.equal(french.years(0.5), '6\u00a0mois');
  assert.equal(french.communes(['Pontivy']), 'Pontivy');
  assert.equal(french.communes(['Pontivy', 'Auray']), 'Pontivy et Auray');
  assert.equal(french.communes(['Pontivy', 'Le Sourn', 'Auray', 'Vannes']), 'Pontivy, Le Sourn et 2 autres communes');
});
