// A device with a browser: a disk, a cookie, a network that can be cut, a clock that may be wrong, and processes (tabs, a worker) that
// can be ended at any moment.

import { Disk } from './disk.js';

export class Device {
  cookie = null; isCut = false; skew = 0; hasLocks = true;
  #world; #server; #processes = []; #held = []; #waiting = []; #channels = [];

  constructor(name, world, server) {
    this.name = name;
    this.#world = world;
    this.#server = server;
    this.disk = new Disk(world);
  }

  get processes() { return this.#processes.filter(process => process.isAlive); }

  // What a process sees of it: see outbox-browser.js.
  start() {
    const process = { device: this, isAlive: true, isOutdated: false, back: [] };
    const after = (milliseconds, run) => this.#world.at(process, this.#world.now + milliseconds, run);
    process.browser = {
      indexedDB: this.disk.factory(process),
      locks: this.hasLocks ? { request: (...given) => this.#request(process, ...given) } : null,
      channel: name => this.#channel(process, name),
      fetch: (path, options) => this.#server.carry(process, path, options),
      now: () => this.#world.now + this.skew, random: () => this.#world.random.next(),
      after, cancel: timer => this.#world.cancel(timer), onBack: run => process.back.push(run), sync: async () => false
    };
    this.#processes.push(process);
    return process;
  }

  // Ends processes wherever they stand.
  end(processes) {
    for (const process of processes) process.isAlive = false;
    this.#processes = this.#processes.filter(process => process.isAlive);
    this.#channels = this.#channels.filter(({ process }) => process.isAlive);
    this.#waiting = this.#waiting.filter(({ process }) => process.isAlive);
    for (const lock of this.#held.filter(({ process }) => !process.isAlive)) this.#release(lock);
    this.disk.end(processes);
  }
  powerCut() {
    this.end(this.processes);
    this.disk.powerCut();
  }
  reconnect() {
    this.isCut = false;
    for (const process of this.processes) for (const run of process.back) this.#world.post(process, run);
  }

  // MARK: locks

  #request(process, name, options, run) {
    return new Promise((resolve, reject) => {
      const lock = { process, name, run, resolve, reject };
      options.signal?.addEventListener('abort', () => {
        if (!this.#waiting.includes(lock)) return;
        this.#waiting = this.#waiting.filter(each => each !== lock);
        reject(new DOMException('withdrawn', 'AbortError'));
      });
      if (options.steal) {
        for (const each of this.#held.filter(other => other.name === name)) {
          this.#held = this.#held.filter(other => other !== each);
          this.#world.post(each.process, () => each.reject(new DOMException('stolen', 'AbortError')));
        }
      }
      if (this.#held.some(each => each.name === name)) this.#waiting.push(lock); else this.#grant(lock);
    });
  }
  #grant(lock) {
    this.#held.push(lock);
    this.#world.post(lock.process, async () => {
      const end = settle => value => { if (lock.process.isAlive && this.#held.includes(lock)) { this.#release(lock); settle(value); } };
      await Promise.resolve().then(lock.run).then(end(lock.resolve), end(lock.reject));
    });
  }
  #release(lock) {
    this.#held = this.#held.filter(each => each !== lock);
    const next = this.#waiting.find(each => each.name === lock.name && each.process.isAlive);
    if (!next) return;
    this.#waiting = this.#waiting.filter(each => each !== next);
    this.#grant(next);
  }

  // MARK: channels

  #channel(process, name) {
    const channel = {
      process, name, onmessage: null,
      postMessage: data => {
        for (const other of this.#channels) if (other !== channel && other.name === name) this.#world.post(other.process, () => other.onmessage?.({ data }));
      },
      close: () => { this.#channels = this.#channels.filter(each => each !== channel); }
    };
    this.#channels.push(channel);
    return channel;
  }
}
