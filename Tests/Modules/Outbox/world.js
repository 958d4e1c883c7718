// A world in which nothing happens by itself: every answer of a database, a lock, a channel or a server is an event, and whoever
// turns the world says which comes next. A process that was ended hears nothing any more.

const settled = () => new Promise(setImmediate);

export class World {
  #events = [];
  #timers = [];
  steps = 0;

  constructor(random, now = Date.parse('2026-11-30T08:00:00Z')) {
    this.random = random;
    this.now = now;
  }

  // owner: a process, or null for what goes on without any.
  post(owner, run) { this.#events.push({ owner, run }); }
  at(owner, time, run) {
    const timer = { owner, time, run };
    this.#timers.push(timer);
    return timer;
  }
  cancel(timer) { if (timer) this.#timers = this.#timers.filter(each => each !== timer); }

  // One event, in any order; where there is none, the clock goes on to the next timer, if it is due before `until`. False where nothing
  // is left to happen.
  async step(until = Infinity) {
    this.#forgetTheDead();
    if (this.#events.length) {
      const [event] = this.#events.splice(this.random.below(this.#events.length), 1);
      return this.#run(event);
    }
    const due = this.#timers.reduce((a, b) => !a || b.time < a.time ? b : a, null);
    if (!due || due.time > until) return false;
    this.now = Math.max(this.now, due.time);
    this.cancel(due);
    return this.#run(due);
  }
  get isBusy() {
    this.#forgetTheDead();
    return this.#events.length > 0;
  }

  async settle() {
    this.steps += 1;
    await settled();
  }

  async #run({ run }) {
    this.steps += 1;
    run();
    await settled();
    return true;
  }
  #forgetTheDead() {
    this.#events = this.#events.filter(({ owner }) => !owner || owner.isAlive);
    this.#timers = this.#timers.filter(({ owner }) => !owner || owner.isAlive);
  }
}
