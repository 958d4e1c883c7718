// Signing out, on whatever page: what this device last knew of the mairie goes before the server hears of it, and what waits to be sent
// stays. Nothing of it is loaded until somebody signs out.

// After so long people are signed out even if the device does not answer.
const patience = 3000;

// In every realm: who is signed in, the last known state, and what was half typed.
export async function forget() {
  const [{ Outbox }, { browser }, realms, { Memory }] = await Promise.all([import('./outbox.js'), import('./outbox-browser.js'), import('./outbox-realm.js'), import('./mairie-memory.js')]);
  await Promise.allSettled([realms.real, realms.exercise].map(async realm => {
    new Memory(realm.name).forget();
    const outbox = new Outbox(realm, browser());
    try { await outbox.goodbye(); } finally { await outbox.stop(); }
  }));
}

const isSignOut = form => form.elements.namedItem('action')?.value === 'deconnexion';

export function watch(environment = window) {
  for (const form of environment.document.querySelectorAll('form')) {
    if (!isSignOut(form)) continue;
    form.addEventListener('submit', async event => {
      event.preventDefault();
      await Promise.race([forget().catch(() => {}), new Promise(resolve => environment.setTimeout(resolve, patience))]);
      // Without asking this listener again.
      form.submit();
    });
  }
}

if (globalThis.window) watch();
