// Live updates: one stream for all pages of this browser that are read in the same session, since a browser opens no more than
// six connections to a server and a page of its own each would hold them all.
//
// Each page holds a lock whose name tells its department; so the locks that are held tell what is wanted, and a page that goes,
// however it goes, wants nothing more. One page holds the leader's lock: it listens for all and passes on what it hears.
// When it goes, the browser gives the lock to another.

import { EventStream } from './event-stream.js';

// More than two of the server's heartbeats: whoever hears nothing for so long is not live.
const silence = 40000;
// How long the leader may take to answer before another page takes its place.
const patience = 5000;

// What it needs of the browser. Browsers have locks only where the address is https or this machine.
export function browser() {
  return {
    locks: globalThis.BroadcastChannel && navigator.locks ? navigator.locks : null,
    channel: name => new BroadcastChannel(name),
    fetch: (path, options) => fetch(path, options),
    now: () => Date.now(),
    random: () => Math.random(),
    every: (milliseconds, run) => setInterval(run, milliseconds),
    after: (milliseconds, run) => setTimeout(run, milliseconds),
    // Of either.
    cancel: timer => clearTimeout(timer),
    isHidden: () => document.hidden,
    onShown: run => document.addEventListener('visibilitychange', run)
  };
}

export class Live {
  #told; #browser; #locks; #channel; #name; #page; #watching;
  #isStopped = false;
  #isOn = false;
  #isCovered = false;
  #heard; #asked = 0; #answered = 0;
  // Only while this page leads: release(), controller, covers, isOpen, heard, began, pause, retry.
  #leading = null;
  // From where whoever leads next may resume.
  #eventID = null;
  #waiting = null;
  #leave = null;

  // told: department, mark (of the session), headers() of a request, onEvent(name, data), onState(isOn),
  // onOpened() (what changed till now may have been missed), onRefused() (the session opens the stream no more)
  constructor(told, environment = browser()) {
    this.#told = told;
    this.#browser = environment;
    this.#locks = environment.locks;
    this.#name = 'vigie ' + told.mark;
    this.#page = this.#name + ' page ';
    this.#heard = environment.now();
    this.#channel = this.#locks ? environment.channel(this.#name) : null;
    this.#watching = environment.every(2500, () => this.#watch());
    environment.onShown(() => this.#shown());
    if (!this.#locks) return this.#alone();
    this.#channel.onmessage = event => this.#hear(event.data);
    this.#locks.request(this.#page + told.department + ' ' + environment.random().toString(36).slice(2), () => {
      if (this.#isStopped) return null;
      this.#channel.postMessage({ type: 'here' });
      this.#claim(false);
      return new Promise(release => { this.#leave = release; });
    }).catch(() => {
      // A browser that has locks and gives none: the page listens for itself.
      this.#locks = null;
      this.#alone();
    });
  }

  stop() {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#browser.cancel(this.#watching);
    this.#waiting?.abort();
    if (this.#leading) this.#yieldLead();
    this.#leave?.();
    this.#channel?.close();
  }

  // For who looks at the page from outside.
  describe() { return { leads: this.#leading !== null, covers: this.#leading?.covers ?? [], isOn: this.#isOn }; }

  // MARK: what every page does

  #turn(on) {
    if (on === this.#isOn || this.#isStopped) return;
    this.#isOn = on;
    this.#told.onState(on);
    if (on) this.#told.onOpened();
  }
  #alive() {
    this.#heard = this.#browser.now();
    this.#turn(true);
  }
  #hear(message) {
    if (this.#isStopped) return;
    this.#eventID = message.id || this.#eventID;
    switch (message.type) {
    case 'here':
      if (this.#leading) this.#look();
      break;
    case 'state':
      this.#answered = this.#browser.now();
      this.#isCovered = message.isOpen && message.covers.includes(this.#told.department);
      if (this.#isCovered) this.#alive(); else this.#turn(false);
      break;
    case 'beat':
      if (this.#isCovered) this.#alive();
      break;
    case 'event':
      if (!this.#isCovered) break;
      this.#alive();
      if (!message.data.department || message.data.department === this.#told.department) this.#told.onEvent(message.name, message.data);
      break;
    case 'refused':
      this.#told.onRefused();
      break;
    }
  }
  #tell(message) {
    if (this.#channel && !this.#isStopped) this.#channel.postMessage(message);
    this.#hear(message);
  }

  // A page in the background may be woken late: it goes by the clock, not by how often it was called.
  #watch() {
    const now = this.#browser.now();
    if (now - this.#heard > silence) this.#turn(false);
    if (this.#leading) {
      if (this.#leading.isOpen && now - this.#leading.heard > silence) this.#leading.controller.abort();
    } else if (this.#locks && !this.#isOn && this.#leave) {
      if (this.#asked > this.#answered && now - this.#asked > patience) this.#claim(true);
      else if (now - Math.max(this.#heard, this.#asked) > silence / 2) { this.#asked = now; this.#channel.postMessage({ type: 'here' }); }
    }
  }
  #shown() {
    if (this.#isStopped) return;
    if (!this.#browser.isHidden()) { this.#watch(); if (!this.#locks) this.#alone(); return; }
    // Where pages cannot share a stream, those that nobody sees have none.
    if (!this.#locks && this.#leading) { this.#yieldLead(); this.#turn(false); }
  }

  // MARK: what the page that leads does

  #claim(steals) {
    if (this.#isStopped) return;
    this.#waiting?.abort();
    this.#waiting = steals ? null : new AbortController();
    this.#asked = this.#answered = this.#browser.now();
    this.#locks.request(this.#name + ' leader', steals ? { steal: true } : { signal: this.#waiting.signal }, () => {
      this.#waiting = null;
      return this.#isStopped ? null : new Promise(release => this.#lead(release));
    }).catch(() => {
      // Withdrawn, or another page took the lead because this one did not answer.
      if (!this.#leading) return;
      this.#yieldLead();
      this.#claim(false);
    });
  }
  #alone() { if (!this.#isStopped && !this.#leading && !this.#browser.isHidden()) this.#lead(() => {}); }
  #lead(release) {
    this.#leading = { release, covers: [], isOpen: false, pause: 500, heard: this.#browser.now() };
    this.#connect();
  }
  #yieldLead() {
    const last = this.#leading;
    this.#leading = null;
    this.#browser.cancel(last.retry);
    last.controller?.abort();
    last.release();
  }

  async #wanted() {
    if (!this.#locks) return [this.#told.department];
    const { held } = await this.#locks.query();
    return [...new Set(held.filter(lock => lock.name.startsWith(this.#page)).map(lock => lock.name.slice(this.#page.length).split(' ')[0]))].sort();
  }
  #state() { this.#tell({ type: 'state', isOpen: this.#leading.isOpen, covers: this.#leading.covers, id: this.#eventID }); }

  // Another page came: says how things are, after opening the stream anew when it asks for a department more.
  async #look() {
    const mine = this.#leading;
    const departments = await this.#wanted();
    if (mine !== this.#leading) return;
    if (mine.isOpen && departments.some(department => !mine.covers.includes(department))) this.#open(departments); else this.#state();
  }
  async #connect() {
    const mine = this.#leading;
    const departments = await this.#wanted();
    if (mine === this.#leading) this.#open(departments);
  }

  async #open(departments) {
    const mine = this.#leading;
    const controller = new AbortController();
    mine.controller?.abort();
    mine.controller = controller;
    mine.began = mine.heard = this.#browser.now();
    const isCurrent = () => mine === this.#leading && mine.controller === controller;
    const headers = { ...this.#told.headers(), Accept: 'text/event-stream' };
    if (this.#eventID) headers['Last-Event-ID'] = this.#eventID;
    const address = '/v1/events?' + departments.map(department => 'department=' + encodeURIComponent(department)).join('&');
    try {
      const answer = await this.#browser.fetch(address, { headers, signal: controller.signal, cache: 'no-store' });
      if (!answer.ok) throw Object.assign(new Error('refused'), { status: answer.status });
      if (!isCurrent()) return;
      mine.isOpen = true;
      mine.covers = departments;
      this.#state();
      await this.#read(answer.body.getReader(), mine, isCurrent);
    } catch (error) {
      if (!isCurrent()) return;
      mine.isOpen = false;
      mine.covers = [];
      this.#state();
      const isRefused = error.status === 401 || error.status === 403;
      if (isRefused) this.#tell({ type: 'refused' });
      if (!isCurrent()) return;
      mine.pause = isRefused ? 15000 : this.#browser.now() - mine.began > 20000 ? 1000 : Math.min(mine.pause * 2, 15000);
      mine.retry = this.#browser.after(mine.pause * (0.5 + this.#browser.random() / 2), () => { if (isCurrent()) this.#connect(); });
    }
  }

  async #read(reader, mine, isCurrent) {
    const stream = new EventStream();
    for (;;) {
      const piece = await reader.read();
      if (!isCurrent()) return;
      if (piece.done) throw new Error('ended');
      mine.heard = this.#browser.now();
      let isQuiet = true;
      for (const event of stream.push(piece.value)) {
        this.#eventID = event.id || this.#eventID;
        if (event.data === null) continue;
        isQuiet = false;
        this.#tell({ type: 'event', name: event.name, data: JSON.parse(event.data), id: this.#eventID });
      }
      if (isQuiet) this.#tell({ type: 'beat', id: this.#eventID });
    }
  }
}
