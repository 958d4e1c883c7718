// Where what is typed goes: for real, or for practice. Each realm has a database and an address of its own, and what belongs to one
// cannot leave for the other: an entry tells its realm, its commune must lie there, and what is sent is sealed by the realm.

import { NotAdmitted } from './outbox-entry.js';

// The exercise department, whose communes exist nowhere else.
const isOfExercise = commune => commune.startsWith('00');

// Only who has it can write a letter: nothing outside of this module has.
const seal = Symbol('seal');

// A request that a realm wrote.
export class Letter {
  #address; #options;

  constructor(given, address, options) {
    if (given !== seal) throw new TypeError('only a realm writes letters');
    this.#address = address;
    this.#options = options;
  }

  // What is no letter has no address, whatever its fields are called: reading it throws.
  static post(letter, fetch, signal) {
    return fetch(letter.#address, { ...letter.#options, signal, cache: 'no-store', credentials: 'omit' });
  }
}

class Realm {
  #address; #holds;

  constructor(name, database, address, holds) {
    this.name = name;
    this.database = database;
    this.#address = address;
    this.#holds = holds;
    Object.freeze(this);
  }

  // Throws for an entry of the other realm, whatever it claims to be.
  check(entry) {
    if (entry.realm !== this.name) throw new NotAdmitted('realm', 'an entry of another realm');
    if (!this.#holds(entry.commune)) throw new NotAdmitted('commune', 'a commune of another realm');
    return entry;
  }

  holds(commune) { return this.#holds(commune); }

  // The declaration, as the server takes it.
  declaration(entry, token) {
    this.check(entry);
    return new Letter(seal, this.#address, {
      method: 'POST', body: JSON.stringify(body(entry)),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': 'fr', Authorization: 'Bearer ' + token }
    });
  }

  // The question what became of it.
  question(entry, token) {
    this.check(entry);
    const receipt = entry.receipt ? '?receipt=' + encodeURIComponent(entry.receipt) : '';
    return new Letter(seal, this.#address + '/' + entry.id + receipt, { headers: { Accept: 'application/json', 'Accept-Language': 'fr', Authorization: 'Bearer ' + token } });
  }
}

const account = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

// Who typed it goes along, since a colleague may send it: the ledger keeps both.
function body({ id, revision, commune, occurredOn, place, cause, deaths, withdrawn, reason, typedBy }) {
  return {
    id, revision, commune, occurredOn, ...(deaths > 0 && { place, cause }), deaths, ...(withdrawn && { withdrawn }), ...(reason && { reason }),
    ...(account.test(typedBy?.account) && { typedBy: typedBy.account })
  };
}

export const real = new Realm('real', 'vigie-mairie', '/v1/declarations', commune => !isOfExercise(commune));
export const exercise = new Realm('exercise', 'vigie-mairie-exercice', '/v1/exercise/declarations', isOfExercise);
