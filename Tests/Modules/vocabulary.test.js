import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

const words = await load('vocabulary');

test('levels have a name and a meaning, in the order of the map’s classes', () => {
  assert.deepEqual(Object.keys(words.levels), ['green', 'yellow', 'orange', 'red', 'unknown']);
  assert.equal(words.levels.unknown.name, 'indéterminé');
  for (const level of Object.values(words.levels)) assert.ok(level.meaning.endsWith('.'));
});

test('places, causes and alerts have theirs', () => {
  assert.deepEqual(Object.keys(words.places), ['home', 'careHome', 'healthFacility', 'publicSpace', 'other', 'unknown']);
  assert.deepEqual(Object.keys(words.causes), ['covidConfirmed', 'covidSuspected', 'other', 'unknown']);
  assert.equal(words.alertKinds.missingData, 'données manquantes');
});

test('every action has a button, and those that need words say so', () => {
  assert.deepEqual(words.alertActions.map(action => action.verb), ['acknowledge', 'confirm', 'decline', 'comment', 'escalate', 'lower', 'close']);
  assert.deepEqual(words.alertActions.filter(action => !action.needsWords).map(action => action.verb), ['acknowledge', 'confirm']);
  assert.deepEqual(words.alertActions.find(action => action.verb === 'escalate').levels, ['yellow', 'orange', 'red']);
});

test('every kind of event has its words', () => {
  assert.deepEqual(Object.keys(words.alertEvents), [
    'raised', 'levelChanged', 'acknowledged', 'commented', 'escalated', 'lowered', 'confirmed', 'declined', 'closed', 'ended', 'reopened',
  ]);
  assert.equal(words.alertEvents.ended, 'Épisode terminé');
});

test('what a later version adds is shown as it is', () => {
  assert.equal(words.nameOf(words.levels, 'red'), 'rouge');
  assert.equal(words.nameOf(words.places, 'home'), 'Domicile');
  assert.equal(words.nameOf(words.places, 'spaceship'), 'spaceship');
  assert.equal(words.nameOf(words.levels, 'constructor'), 'constructor');
});
