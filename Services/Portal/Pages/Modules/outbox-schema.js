// What lies in the outbox's database, in versions that only go forward. A step gets the database and the transaction that upgrades
// it, and keeps every entry: what is in there may be on no other machine.

export class OutboxSchema {
  #steps;

  constructor(steps) { this.#steps = steps; }

  get version() { return this.#steps.length; }

  // Runs the steps that a database of version `from` has not seen.
  upgrade(database, transaction, from) {
    for (const step of this.#steps.slice(from)) step(database, transaction);
  }

  // The same, and what comes after it.
  with(...steps) { return new OutboxSchema([...this.#steps, ...steps]); }
}

export const schema = new OutboxSchema([
  // 1: entries by id and revision, and by commune; what the device knows, by name.
  database => {
    database.createObjectStore('entries', { keyPath: 'key' }).createIndex('commune', 'commune');
    database.createObjectStore('device', { keyPath: 'name' });
  },
  // 2: the last known state of a commune, which goes with who signed in.
  database => { database.createObjectStore('known', { keyPath: 'commune' }); }
]);
