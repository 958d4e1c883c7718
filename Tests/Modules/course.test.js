import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

const course = await load('course');
const day = (deaths7, more = {}) => ({ date: '2020-03-0' + deaths7, deaths7, judgedOn: null, expected: null, lower: null, upper: null, nowcast: null, ...more });
const x = index => index, y = n => n;

test('a gap stays a gap', () => {
  assert.equal(course.path([1, null, 3, 4], x, y, n => n), 'M0.0 1.0M2.0 3.0L3.0 4.0');
});

test('the band is drawn where both bounds are known, and never below zero', () => {
  const days = [day(1, { lower: -2, upper: 3 }), day(2, { lower: 1, upper: 4 }), day(3), day(4, { lower: 1, upper: 2 })];
  assert.equal(course.band(days, x, y), 'M0.0 3.0L1.0 4.0L1.0 1.0L0.0 0.0Z');
});

test('what is likely to come begins where all is known', () => {
  const days = [day(1), day(2), day(3, { nowcast: 5 })];
  assert.deepEqual(days.map(course.openNowcast(days)), [null, 2, 5]);
  assert.equal(course.counted(day(9, { judgedOn: { deaths: 4 } })), 4);
});

test('steps of an axis are 1, 2 or 5 times a power of ten', () => {
  assert.deepEqual([3, 7, 12, 40, 130, 900].map(course.step), [1, 2, 5, 10, 50, 200]);
});

test('the course is told in words too', () => {
  const told = course.description([day(1), day(5), day(3, { expected: 2, lower: 1, upper: 3.5 })]);
  assert.match(told, /Au plus haut 5 le 5 mars 2020. Dernier jour\u00a0: 3, attendus 2,0 \(de 1,0 à 3,5\)\.$/);
});
