// Numbers that a seed decides.

export class Random {
  #state;

  constructor(seed) { this.#state = seed >>> 0; }

  // From 0 to 1.
  next() {
    this.#state = this.#state + 0x6d2b79f5 >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ mixed >>> 15, mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 4294967296;
  }
  below(count) { return Math.floor(this.next() * count); }
  pick(list) { return list[this.below(list.length)]; }
  // Whether something happens that does so with this probability.
  happens(probability) { return this.next() < probability; }
}
