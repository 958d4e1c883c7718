// A browser made of nothing but what Live needs: locks, channels, streams and a clock that stands until it is moved.

const settle = async () => { for (let i = 0; i < 5; i += 1) await new Promise(setImmediate); };

export class FakeBrowser {
  constructor({ hasLocks = true } = {}) {
    this.now = 1_000_000;
    this.hasLocks = hasLocks;
    this.held = [];
    this.waiting = [];
    this.channels = [];
    this.requests = [];
    this.timers = [];
    this.answer = () => ({ status: 200 });
    this.pages = 0;
  }

  // What one page sees of it.
  page() {
    this.pages += 1;
    const owner = this.pages;
    const shown = [];
    const page = {
      owner, isHidden: false, shown,
      environment: {
        locks: this.hasLocks ? { request: (...given) => this.#request(owner, ...given), query: async () => ({ held: this.held.map(({ name }) => ({ name })) }) } : null,
        channel: name => this.#channel(name),
        fetch: (path, options) => this.#fetch(path, options),
        now: () => this.now, random: () => 0.5 + owner / 1000,
        every: (_, run) => this.#timer({ owner, every: true, run }), after: (milliseconds, run) => this.#timer({ owner, at: this.now + milliseconds, run }),
        cancel: timer => { this.timers = this.timers.filter(each => each !== timer); },
        isHidden: () => page.isHidden, onShown: run => shown.push(run)
      }
    };
    return page;
  }

  settle() { return settle(); }

  #timer(timer) {
    this.timers.push(timer);
    return timer;
  }

  // Moves the clock; what is due is called.
  async pass(milliseconds) {
    for (let left = milliseconds; left > 0; left -= 2500) {
      this.now += Math.min(left, 2500);
      const due = this.timers.filter(timer => !timer.every && timer.at <= this.now);
      this.timers = this.timers.filter(timer => timer.every || timer.at > this.now);
      for (const timer of due) timer.run();
      for (const timer of this.timers.filter(each => each.every)) timer.run();
      await settle();
    }
  }

  // The page is gone: its locks are free, its channels silent.
  async close(page) {
    this.timers = this.timers.filter(timer => timer.owner !== page.owner);
    for (const lock of this.held.filter(each => each.owner === page.owner)) this.#release(lock);
    this.waiting = this.waiting.filter(each => each.owner !== page.owner);
    await settle();
  }

  get leader() { return this.held.find(lock => lock.name.endsWith(' leader'))?.owner ?? null; }

  #request(owner, name, options, run) {
    if (typeof options === 'function') { run = options; options = {}; }
    return new Promise((resolve, reject) => {
      const lock = { owner, name, run, resolve, reject };
      options.signal?.addEventListener('abort', () => {
        if (!this.waiting.includes(lock)) return;
        this.waiting = this.waiting.filter(each => each !== lock);
        reject(new DOMException('withdrawn', 'AbortError'));
      });
      if (options.steal) {
        for (const each of this.held.filter(other => other.name === name)) {
          this.held = this.held.filter(other => other !== each);
          each.reject(new DOMException('stolen', 'AbortError'));
        }
      }
      if (this.held.some(each => each.name === name)) this.waiting.push(lock); else this.#grant(lock);
    });
  }
  #grant(lock) {
    this.held.push(lock);
    queueMicrotask(async () => {
      await lock.run();
      if (!this.held.includes(lock)) return;
      this.#release(lock);
      lock.resolve();
    });
  }
  #release(lock) {
    this.held = this.held.filter(each => each !== lock);
    const next = this.waiting.find(each => each.name === lock.name);
    if (!next) return;
    this.waiting = this.waiting.filter(each => each !== next);
    this.#grant(next);
  }

  #channel(name) {
    const channel = {
      name, onmessage: null,
      postMessage: data => {
        for (const other of this.channels) if (other !== channel && other.name === name) queueMicrotask(() => other.onmessage?.({ data: structuredClone(data) }));
      },
      close: () => { this.channels = this.channels.filter(each => each !== channel); }
    };
    this.channels.push(channel);
    return channel;
  }

  async #fetch(path, { headers, signal }) {
    const { status } = this.answer(path, headers);
    const request = { path, headers, isOpen: status === 200 };
    this.requests.push(request);
    if (status !== 200) return { ok: false, status };
    const pieces = [];
    let wake = null;
    request.send = text => { pieces.push({ value: new TextEncoder().encode(text), done: false }); wake?.(); };
    request.end = () => { pieces.push({ done: true }); wake?.(); };
    let isAborted = false;
    signal.addEventListener('abort', () => { isAborted = true; request.isOpen = false; wake?.(); });
    const read = async () => {
      while (!pieces.length && !isAborted) await new Promise(resolve => { wake = resolve; });
      if (isAborted) throw new DOMException('aborted', 'AbortError');
      return pieces.shift();
    };
    return { ok: true, status, body: { getReader: () => ({ read }) } };
  }
}
