// The service worker of the mairie. Portal serves a module at /mairie/worker.js that imports this one by its version and starts it;
// so another version is another worker, which the browser finds by itself. It waits until a page says that the moment is quiet, and it
// never touches what waits to be sent.

import { asked, cacheOf, mayKeep, outdated, way } from './mairie-cache.js';
import { browser } from './outbox-browser.js';
import { exercise, real } from './outbox-realm.js';
import { Outbox } from './outbox.js';

// How long a page may be waited for before the shell is shown instead.
const patience = 4000;

// told: version; page: the address of the shell's page; shell: addresses of all that it needs
export function start(scope, { version, page, shell }) {
  const all = [...new Set([page, ...shell])];
  scope.addEventListener('install', event => event.waitUntil(install(scope, version, all)));
  scope.addEventListener('activate', event => event.waitUntil(activate(scope, version)));
  scope.addEventListener('message', event => { if (event.data === 'take') scope.skipWaiting(); });
  scope.addEventListener('fetch', event => {
    switch (way(event.request, all, scope.location.origin)) {
    case 'page': return event.respondWith(pageOf(scope, event.request, version, page));
    case 'shell': return event.respondWith(kept(scope, event.request, version));
    default:
    }
  });
  scope.addEventListener('sync', event => {
    const realm = [real, exercise].find(each => event.tag === 'vigie-outbox-' + each.name);
    if (realm) event.waitUntil(sendAll(scope, realm));
  });
}

// All of it, or the version before stays.
async function install(scope, version, all) {
  const answers = await Promise.all(all.map(address => scope.fetch(address, asked(address))));
  const wrong = answers.findIndex(answer => !mayKeep(answer));
  if (wrong >= 0) throw new Error('not kept: ' + all[wrong]);
  const cache = await scope.caches.open(cacheOf(version));
  await Promise.all(all.map((address, index) => cache.put(address, answers[index])));
}

async function activate(scope, version) {
  await Promise.all(outdated(await scope.caches.keys(), version).map(name => scope.caches.delete(name)));
  await scope.clients.claim();
}

// The page as the server has it; the shell where there is no network, a slow one, or no server.
async function pageOf(scope, request, version, page) {
  const shell = async () => (await scope.caches.open(cacheOf(version))).match(page);
  let timer = null;
  const late = new Promise(resolve => { timer = scope.setTimeout(resolve, patience); });
  try {
    const answer = await Promise.race([scope.fetch(request), late]);
    if (answer && answer.status < 500) return answer;
    return await shell() ?? answer ?? await scope.fetch(request);
  } catch (error) {
    const there = await shell();
    if (there) return there;
    throw error;
  } finally {
    scope.clearTimeout(timer);
  }
}

async function kept(scope, request, version) {
  return await (await scope.caches.open(cacheOf(version))).match(request.url) ?? scope.fetch(request);
}

// The browser has a network again, with or without a page. What is left has it try again later, unless somebody must sign in first.
async function sendAll(scope, realm) {
  const outbox = new Outbox(realm, browser(scope));
  try {
    await outbox.hello(null);
    const { waiting, banner } = await outbox.sight();
    if (waiting > 0 && banner === null) throw new Error('something still waits');
  } finally {
    await outbox.stop();
  }
}
