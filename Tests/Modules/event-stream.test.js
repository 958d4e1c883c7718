import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

const { EventStream } = await load('event-stream');
const bytes = text => new TextEncoder().encode(text);

test('an event comes out once it is whole, whatever pieces it comes in', () => {
  const whole = bytes('id: e.1\nevent: counts\ndata: {"department":"56","é":1}\n\n: \n\nid: e.2\n\n');
  for (const size of [1, 2, 3, 7, whole.length]) {
    const stream = new EventStream();
    const events = [];
    for (let at = 0; at < whole.length; at += size) events.push(...stream.push(whole.slice(at, at + size)));
    assert.deepEqual(events, [{ id: 'e.1', name: 'counts', data: '{"department":"56","é":1}' }, { id: 'e.2', name: 'message', data: null }]);
  }
});

test('what is not whole waits', () => {
  const stream = new EventStream();
  assert.deepEqual(stream.push(bytes('event: alert\ndata: {}')), []);
  assert.deepEqual(stream.push(bytes('\n\n')), [{ id: null, name: 'alert', data: '{}' }]);
});
