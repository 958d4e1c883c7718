// What the outbox needs of the browser, in a page and in the worker. Browsers have locks only where the address is https or this
// machine; where they have none the outbox does without.

export function browser(scope = globalThis) {
  return {
    indexedDB: scope.indexedDB,
    locks: scope.navigator?.locks ?? null,
    channel: name => scope.BroadcastChannel ? new scope.BroadcastChannel(name) : null,
    fetch: (path, options) => scope.fetch(path, options),
    now: () => Date.now(),
    random: () => Math.random(),
    after: (milliseconds, run) => scope.setTimeout(run, Math.min(milliseconds, 2147483647)),
    cancel: timer => scope.clearTimeout(timer),
    // The network may be back, or somebody looks again.
    onBack: run => {
      scope.addEventListener('online', run);
      scope.addEventListener('pageshow', event => { if (event.persisted) run(); });
      scope.document?.addEventListener('visibilitychange', () => { if (!scope.document.hidden) run(); });
    },
    // Asks to be woken once there is a network, even if no page is open then. False where the browser cannot.
    sync: async realm => {
      const registration = await scope.navigator?.serviceWorker?.getRegistration?.('/mairie/') ?? scope.registration;
      return registration?.sync ? registration.sync.register('vigie-outbox-' + realm).then(() => true, () => false) : false;
    }
  };
}
