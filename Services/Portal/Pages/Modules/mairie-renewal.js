// A new version of the application: told when it is there, taken when the moment is quiet. Nothing half typed is lost to it, and
// nothing that waits to be sent is touched.

// Quiet: nothing is half typed, and nothing is on its way.
export const isQuiet = ({ isTyping, isSending }) => !isTyping && !isSending;

export class Renewal {
  #told; #registration = null; #hasReloaded = false; #isOwed = false; #wasControlled;

  // told: onNew() a new version waits, moment() gives { isTyping, isSending }, reload()
  constructor(told, container = navigator.serviceWorker) {
    this.#told = told;
    this.#wasControlled = Boolean(container?.controller);
    container?.addEventListener('controllerchange', () => this.#taken());
  }

  // Registers the worker. False where the browser has none, or does not run one in modules: the application then needs the network.
  async register(container = navigator.serviceWorker) {
    if (!container) return false;
    try {
      this.#registration = await container.register('/mairie/worker.js', { type: 'module', scope: '/mairie/', updateViaCache: 'none' });
    } catch {
      return false;
    }
    this.#registration.addEventListener('updatefound', () => this.#watch(this.#registration.installing));
    if (this.#registration.installing) this.#watch(this.#registration.installing);
    if (this.#registration.waiting) this.#wait();
    return true;
  }
  // Asks whether there is a newer one; a page may be open for days.
  look() { return this.#registration?.update().catch(() => {}); }

  // Takes the version that waits, if the moment is quiet; also when a person asks for it. True where it is taken.
  take() {
    if (!this.#registration?.waiting || !isQuiet(this.#told.moment())) return false;
    this.#registration.waiting.postMessage('take');
    return true;
  }

  #watch(worker) {
    worker?.addEventListener('statechange', () => { if (worker.state === 'installed') this.#wait(); });
  }
  // The first worker of all replaces nothing.
  #wait() {
    if (!this.#registration.waiting || !this.#wasControlled) return;
    this.#told.onNew();
    this.take();
  }
  // Another version has this page: by this tab's will, or by another's. It is loaded anew, or says so until it may be.
  #taken() {
    if (!this.#wasControlled) { this.#wasControlled = true; return; }
    if (this.#hasReloaded) return;
    this.#isOwed = true;
    if (!isQuiet(this.#told.moment())) return this.#told.onNew();
    this.#hasReloaded = true;
    this.#told.reload();
  }

  // The moment may have become quiet: a form was sent or left, an answer came.
  settle() { if (this.#isOwed) this.#taken(); else this.take(); }
}
