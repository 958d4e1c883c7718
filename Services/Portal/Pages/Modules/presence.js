// Leaves an open page soon after its session is over: closed by who administers it, ended elsewhere, or idle for too long. Pages
// with figures hear of it by their stream; the others ask. Asking is not using: a page that is left open keeps nobody signed in.

import { json } from './http.js';
import { isOpen } from './session.js';

// With the half minute that a server may remember somebody, it is less than a minute.
const pause = 20000;

// A refusal leads to where people sign in, by itself; no answer says nothing.
const look = () => json('/v1/session').catch(() => {});

export function watch(environment = window) {
  if (!isOpen()) return;
  environment.setInterval(look, pause);
  // A page that comes back, out of the browser's memory or from behind another, is not shown for long to who may not see it.
  environment.addEventListener('pageshow', event => { if (event.persisted) look(); });
  environment.document.addEventListener('visibilitychange', () => { if (!environment.document.hidden) look(); });
}

if (globalThis.window) watch();
