// The outbox on the device: entries that survive closing, reboot and update. What a promise says here is so once the transaction is
// complete and on the disk, never before.

import { schema as current } from './outbox-schema.js';
import { NotAdmitted, saysTheSame } from './outbox-entry.js';
import { isDone } from './outbox-plan.js';

// More would be no outbox: a mairie that declares thirty times a day fills it in half a year.
export const most = 5000;

// Another version of the application has the database: the page must be loaded anew. What is in there stays.
export class Outdated extends Error {}
// The device keeps nothing: its disk is full, or the browser refuses. Nothing was recorded.
export class NotKept extends Error {}
// So many wait already that no more are taken.
export class Full extends Error {}

export class OutboxStore {
  #realm; #factory; #schema; #opened = null; #onOutdated; #onBlocked;

  // factory: the browser's indexedDB; onOutdated(): another version wants the database; onBlocked(): a page of an older version does
  // not let go of it
  constructor(realm, factory, { schema = current, onOutdated = () => {}, onBlocked = () => {} } = {}) {
    this.#realm = realm;
    this.#factory = factory;
    this.#schema = schema;
    this.#onOutdated = onOutdated;
    this.#onBlocked = onBlocked;
  }

  // MARK: entries

  // Records an entry: it is there when this is answered. The same again is the same entry; another content under its key is refused.
  record(entry) {
    this.#realm.check(entry);
    return this.#write(['entries'], (stores, done) => {
      stores.entries.get(entry.key).onsuccess = ({ target: { result: there } }) => {
        if (there) return saysTheSame(there, entry) && there.commune === entry.commune ? done(there) : done(null, new NotAdmitted('id', 'taken with another content'));
        stores.entries.count().onsuccess = ({ target: { result: count } }) => {
          if (count >= most) return done(null, new Full());
          stores.entries.add(entry);
          done(entry);
        };
      };
    });
  }

  // Changes an entry in one transaction. step(entry, all) gives what it becomes, and perhaps others that come with it, in an array;
  // or null to leave it. Gives what was written, or null.
  change(key, step) {
    return this.#write(['entries'], (stores, done) => {
      stores.entries.getAll().onsuccess = ({ target: { result: all } }) => {
        const there = all.find(entry => entry.key === key);
        try {
          const next = there ? step(there, all) : null;
          if (!next || next === there) return done(null);
          const [changed, ...added] = Array.isArray(next) ? next : [next];
          for (const each of [changed, ...added]) this.#realm.check(each);
          if (changed.key !== key) throw new NotAdmitted('id', 'an entry keeps its key');
          stores.entries.put(changed);
          for (const each of added) stores.entries.add(each);
          done(next);
        } catch (error) {
          done(null, error);
        }
      };
    });
  }

  all() { return this.#read('entries', store => store.getAll()); }
  ofCommune(commune) { return this.#read('entries', store => store.index('commune').getAll(commune)); }

  // Removes what has been over for long. What has not come to its end stays, however old.
  tidy(now) {
    return this.#write(['entries'], (stores, done) => {
      stores.entries.getAll().onsuccess = ({ target: { result: entries } }) => {
        const over = entries.filter(entry => isDone(entry, now));
        for (const entry of over) stores.entries.delete(entry.key);
        done(over.length);
      };
    });
  }

  // MARK: what the device knows

  async recall(name) { return (await this.#read('device', store => store.get(name)))?.value ?? null; }
  remember(name, value) { return this.#write(['device'], (stores, done) => { stores.device.put({ name, value }); done(value); }); }

  // The last known state of a commune, and whose sign-in it was read with.
  async known(commune, account) {
    const there = await this.#read('known', store => store.get(commune));
    return there && there.account === account ? there.value : null;
  }
  keepKnown(commune, account, value) { return this.#write(['known'], (stores, done) => { stores.known.put({ commune, account, value }); done(value); }); }
  // Who is signed in changes, and the last known state goes with who was, in one transaction.
  changeSession(session) {
    return this.#write(['device', 'known'], (stores, done) => {
      stores.device.get('session').onsuccess = ({ target: { result: there } }) => {
        if (there?.value.account !== session.account || session.state !== 'open') stores.known.clear();
        stores.device.put({ name: 'session', value: session });
        done(session);
      };
    });
  }

  // MARK: the database

  async close() {
    const opened = this.#opened;
    this.#opened = null;
    (await opened?.catch(() => null))?.close();
  }

  #open() {
    this.#opened ??= new Promise((resolve, reject) => {
      const request = this.#factory.open(this.#realm.database, this.#schema.version);
      request.onupgradeneeded = ({ oldVersion }) => this.#schema.upgrade(request.result, request.transaction, oldVersion);
      request.onsuccess = () => {
        const database = request.result;
        // A newer version waits for this connection: it gets what it needs, and this page is told that it is old.
        database.onversionchange = () => { database.close(); this.#opened = null; this.#onOutdated(); };
        database.onclose = () => { this.#opened = null; };
        resolve(database);
      };
      request.onblocked = () => this.#onBlocked();
      request.onerror = () => { this.#opened = null; reject(explain(request.error)); };
    });
    return this.#opened;
  }

  async #read(name, ask) {
    const transaction = await this.#begin([name], 'readonly');
    return new Promise((resolve, reject) => {
      const request = ask(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(explain(transaction.error));
    });
  }

  // work(stores, done): done(value) says what is answered once it is complete; done(null, error) that nothing is written.
  async #write(names, work) {
    const transaction = await this.#begin(names, 'readwrite');
    return new Promise((resolve, reject) => {
      let value = null, fault = null;
      transaction.oncomplete = () => fault ? reject(fault) : resolve(value);
      transaction.onabort = () => reject(fault ?? explain(transaction.error));
      const done = (given, error = null) => { value = given; fault = error; };
      work(Object.fromEntries(names.map(name => [name, transaction.objectStore(name)])), done);
    });
  }

  async #begin(names, mode) {
    const database = await this.#open();
    try {
      return database.transaction(names, mode, { durability: 'strict' });
    } catch (error) {
      // The connection was closed under it: by a newer version, or by the browser. Once more, with another.
      if (error.name !== 'InvalidStateError') throw explain(error);
      this.#opened = null;
      return (await this.#open()).transaction(names, mode, { durability: 'strict' });
    }
  }
}

function explain(error) {
  if (error?.name === 'VersionError') return new Outdated('a newer version has the outbox');
  if (error instanceof NotAdmitted) return error;
  return new NotKept(error?.name ?? 'the browser keeps nothing', { cause: error });
}
