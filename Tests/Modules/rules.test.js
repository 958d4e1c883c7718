import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

const { isAllowed, levelsFor, newID } = await load('alert-rules');
const words = await load('alert-words');
const readings = await load('readings');
const { classOf, scales } = await load('scales');
const recent = await load('recent');
const { chosen } = await load('communes');

const alert = { status: 'raised', level: 'red', kind: 'excess', confirmation: 'pending', computedLevel: 'red', peakLevel: 'red' };

test('only what can be done is offered', () => {
  const offered = told => ['acknowledge', 'confirm', 'decline', 'comment', 'escalate', 'lower', 'close'].filter(verb => isAllowed(verb, told));
  assert.deepEqual(offered(alert), ['acknowledge', 'confirm', 'decline', 'comment', 'lower', 'close']);
  assert.deepEqual(offered({ ...alert, status: 'acknowledged', level: 'yellow' }), ['comment', 'escalate', 'close']);
  assert.deepEqual(offered({ ...alert, status: 'closed' }), ['comment']);
  assert.deepEqual(offered({ ...alert, kind: 'missingData', level: 'orange' }), ['acknowledge', 'comment', 'close']);
});

test('the nearest level is offered first', () => {
  assert.deepEqual(levelsFor({ verb: 'lower', levels: ['yellow', 'orange'] }, alert), ['orange', 'yellow']);
  assert.deepEqual(levelsFor({ verb: 'escalate', levels: ['yellow', 'orange', 'red'] }, { ...alert, level: 'yellow' }), ['orange', 'red']);
});

test('an id is a UUID of version 4', () => { assert.match(newID(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/); });

test('a red that nobody confirmed says so', () => {
  assert.equal(words.title(alert), 'Surmortalité – niveau rouge');
  assert.match(words.confirmation(alert), /non diffusé hors de la préfecture/);
  assert.equal(words.confirmation({ ...alert, level: 'orange', computedLevel: 'orange', peakLevel: 'orange' }), '');
  assert.equal(words.title({ ...alert, status: 'closed' }), 'Surmortalité – close, niveau rouge au plus haut');
});

test('silence, nothing known and nothing dead are three things', () => {
  const silent = { reported: false, reported7: false, reportedDays: 0, deaths: 0, deaths7: 0, expected: null, rate: null };
  assert.equal(readings.ofCommune(silent, 'deaths'), 'none');
  assert.equal(readings.ofCommune({ ...silent, reported: true }, 'deaths'), 0);
  assert.equal(readings.ofCommune({ ...silent, reported7: true }, 'rate'), 'unknown');
  assert.equal(readings.communeInWords({ ...silent, reported: true }, 'deaths'), 'aucun décès');
  assert.equal(readings.communeInWords(silent, 'level', 'unknown'), 'niveau du département\u00a0: indéterminé');
  assert.equal(classOf('deaths', 0), 'v0');
  assert.equal(classOf('deaths', 4), 'v3');
  assert.equal(classOf('rate', 0.1), 'v1');
  assert.equal(classOf('level', 'red'), 'red');
  assert.equal(classOf('deaths', 'none'), 'none');
  assert.equal(scales.level.classes.at(-1).label, 'Indéterminé');
});

test('a declaration is told in a sentence', () => {
  const told = { name: 'Vannes', deaths: 2, place: 'careHome', cause: 'covidConfirmed', occurredOn: '2020-03-14', withdrawn: false };
  assert.equal(recent.sentence(told, '2020-03-15'), 'Vannes : 2 décès, ehpad ou résidence, Covid confirmé (le 14 mars 2020)');
  assert.equal(recent.sentence({ ...told, cause: 'other', occurredOn: '2020-03-15' }, '2020-03-15'), 'Vannes : 2 décès, ehpad ou résidence, autre cause');
  assert.equal(recent.sentence({ ...told, deaths: 0 }, '2020-03-14'), 'Vannes : aucun décès');
});

test('communes are found by name or code, the silent ones alone where asked', () => {
  const all = [
    { commune: '56260', name: 'Vannes', deaths: 1, deaths7: 4, reported: true }, { commune: '56007', name: 'Auray', deaths: 0, deaths7: 0, reported: false },
    { commune: '56121', name: 'Lorient', deaths: 3, deaths7: 3, reported: true }];
  assert.deepEqual(chosen(all, '', false).map(each => each.name), ['Lorient', 'Vannes', 'Auray']);
  assert.deepEqual(chosen(all, 'VANN', false).map(each => each.name), ['Vannes']);
  assert.deepEqual(chosen(all, '56007', false).map(each => each.name), ['Auray']);
  assert.deepEqual(chosen(all, '', true).map(each => each.name), ['Auray']);
});
