import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from './modules.js';

// An open channel keeps Node alive.
globalThis.BroadcastChannel = undefined;
const { watch } = await load('sign-out');

function form(action) {
  const made = {
    submitted: 0, heard: null, elements: { namedItem: name => name === 'action' && action ? { value: action } : null },
    addEventListener: (_, run) => { made.heard = run; }, submit: () => { made.submitted += 1; }
  };
  return made;
}
const environment = forms => ({ document: { querySelectorAll: () => forms }, setTimeout });

test('who signs out is signed out once the device has forgotten, also where it keeps nothing', async () => {
  const out = form('deconnexion'), other = form('inviter'), plain = form(null);
  watch(environment([out, other, plain]));
  assert.equal(other.heard, null);
  assert.equal(plain.heard, null);
  let isHeld = false;
  const done = out.heard({ preventDefault: () => { isHeld = true; } });
  assert.equal(isHeld, true);
  assert.equal(out.submitted, 0);
  await done;
  assert.equal(out.submitted, 1);
});

test('a device that does not answer holds nobody back', async () => {
  const out = form('deconnexion');
  watch({ document: { querySelectorAll: () => [out] }, setTimeout: run => setTimeout(run, 1) });
  globalThis.indexedDB = { open: () => ({}) };
  try {
    await out.heard({ preventDefault: () => {} });
    assert.equal(out.submitted, 1);
  } finally {
    delete globalThis.indexedDB;
  }
});
