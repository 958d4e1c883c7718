// IndexedDB of one device, as far as the outbox needs it, with what matters of the real one: a transaction is all or nothing, is lost
// with its process until it is committed, closes itself once nothing is asked of it, and is told as complete some time after it is
// committed, or never. What was not committed strictly may be lost when the power goes.

// What is written is a copy, as with the real one; what is read is that copy, which nobody can change.
const freeze = value => {
  if (value !== null && typeof value === 'object') { Object.freeze(value); for (const each of Object.values(value)) freeze(each); }
  return value;
};
const copy = value => freeze(structuredClone(value));
const fault = name => new DOMException(name, name);
const copyOf = stores => new Map([...stores].map(([name, { keyPath, indexes, records }]) => [name, { keyPath, indexes: new Map(indexes), records: new Map(records) }]));

export class Disk {
  #world;
  #databases = new Map();

  constructor(world) { this.#world = world; }

  // indexedDB, as a process sees it.
  factory(process) { return { open: (name, version) => this.#database(name).open(process, version) }; }
  // What is there, whatever becomes of the processes: by key.
  records(name, store) { return this.#databases.get(name)?.stores.get(store)?.records ?? new Map(); }
  // These processes have ended.
  end(processes) { for (const database of this.#databases.values()) database.end(processes); }
  powerCut() { for (const database of this.#databases.values()) { database.stores = database.durable; database.changes += 1; } }
  // Grows whenever anything there changes.
  get changes() { return [...this.#databases.values()].reduce((sum, database) => sum + database.changes, 0); }

  #database(name) {
    if (!this.#databases.has(name)) this.#databases.set(name, new Database(this.#world));
    return this.#databases.get(name);
  }
}

class Database {
  version = 0; changes = 0; stores = new Map(); durable = new Map();
  #world; #connections = new Set(); #openings = []; #queue = []; #running = null; #isUpgrading = null;

  constructor(world) { this.#world = world; }

  end(processes) {
    const isOver = process => processes.includes(process);
    this.#connections = new Set([...this.#connections].filter(({ process }) => !isOver(process)));
    this.#openings = this.#openings.filter(({ process }) => !isOver(process));
    this.#queue = this.#queue.filter(({ process }) => !isOver(process));
    if (this.#running && isOver(this.#running.process)) this.#running = null;
    if (this.#isUpgrading && isOver(this.#isUpgrading.process)) this.#isUpgrading = null;
    this.pump();
  }

  // MARK: opening

  open(process, version) {
    const request = { process, version, result: null, error: null, transaction: null };
    this.#world.post(process, () => { this.#openings.push(request); this.pump(); });
    return request;
  }

  #nextOpening() {
    const request = this.#openings[0];
    if (!request || this.#isUpgrading) return;
    if (request.version < this.version) {
      this.#openings.shift();
      request.error = fault('VersionError');
      this.#world.post(request.process, () => request.onerror?.({ target: request }));
      return this.pump();
    }
    if (request.version === this.version) {
      this.#openings.shift();
      request.result = this.#connect(request.process);
      this.#world.post(request.process, () => request.onsuccess?.({ target: request }));
      return this.pump();
    }
    if (this.#connections.size) return this.#askToClose(request);
    this.#openings.shift();
    this.#upgrade(request);
  }
  #askToClose(request) {
    if (request.hasAsked) return;
    request.hasAsked = true;
    for (const connection of this.#connections) this.#world.post(connection.process, () => { if (!connection.isClosed) connection.onversionchange?.({}); });
    // Whoever does not let go is told of to who waits.
    this.#world.at(request.process, this.#world.now + 10, () => { if (this.#openings.includes(request)) request.onblocked?.({}); });
  }

  #upgrade(request) {
    const connection = this.#connect(request.process);
    const transaction = new Transaction(this, this.#world, connection, { mode: 'versionchange', isStrict: true });
    this.#isUpgrading = transaction;
    transaction.onDone = isCommitted => {
      this.#isUpgrading = null;
      if (isCommitted) this.version = request.version; else this.#connections.delete(connection);
      if (isCommitted) this.#world.post(request.process, () => request.onsuccess?.({ target: request }));
      this.pump();
    };
    request.result = connection;
    request.transaction = transaction;
    this.#world.post(request.process, () => {
      transaction.begin();
      request.onupgradeneeded?.({ target: request, oldVersion: this.version });
      transaction.turn();
    });
  }

  #connect(process) {
    const connection = {
      process, isClosed: false,
      transaction: (names, mode, options) => {
        if (connection.isClosed) throw fault('InvalidStateError');
        if (names.some(name => !this.stores.has(name))) throw fault('NotFoundError');
        const transaction = new Transaction(this, this.#world, connection, { mode, isStrict: options?.durability === 'strict' });
        transaction.onDone = () => { if (this.#running === transaction) this.#running = null; this.pump(); };
        this.#queue.push(transaction);
        this.pump();
        return transaction;
      },
      createObjectStore: (name, { keyPath }) => {
        const store = { keyPath, indexes: new Map(), records: new Map() };
        this.#isUpgrading.view.set(name, store);
        return { createIndex: (index, path) => store.indexes.set(index, path) };
      },
      close: () => {
        connection.isClosed = true;
        this.#queue.length || this.#running ? connection.isClosing = true : this.#connections.delete(connection);
        this.pump();
      }
    };
    this.#connections.add(connection);
    return connection;
  }

  // MARK: transactions, one at a time

  pump() {
    if (!this.#running && this.#queue.length && !this.#isUpgrading) {
      this.#running = this.#queue.shift();
      this.#running.begin();
      this.#world.post(this.#running.process, this.#turnOf(this.#running));
    }
    if (!this.#running && !this.#queue.length) for (const connection of this.#connections) if (connection.isClosing) this.#connections.delete(connection);
    this.#nextOpening();
  }
  #turnOf(transaction) { return () => transaction.turn(); }

  commit(transaction) {
    this.stores = transaction.view;
    this.changes += 1;
    if (transaction.isStrict) this.durable = this.stores;
  }
}

class Transaction {
  error = null; onDone = () => {};
  #database; #world; #requests = []; #activeIn; #isOver = false;

  constructor(database, world, connection, { mode, isStrict }) {
    this.#database = database;
    this.#world = world;
    this.process = connection.process;
    this.mode = mode;
    this.isStrict = isStrict;
    this.#activeIn = world.steps;
  }

  begin() {
    this.view = this.mode === 'readonly' ? this.#database.stores : copyOf(this.#database.stores);
    if (this.mode === 'versionchange') this.#activeIn = this.#world.steps;
  }

  objectStore(name) {
    const request = run => this.#ask(() => run(this.view.get(name)));
    const write = run => { if (this.mode === 'readonly') throw fault('ReadOnlyError'); return request(run); };
    return {
      get: key => request(({ records }) => records.get(key)),
      getAll: () => request(({ records }) => [...records.values()]),
      count: () => request(({ records }) => records.size),
      put: value => { const kept = copy(value); return write(({ records, keyPath }) => { records.set(kept[keyPath], kept); }); },
      add: value => {
        const kept = copy(value);
        return write(({ records, keyPath }) => { if (records.has(kept[keyPath])) throw fault('ConstraintError'); records.set(kept[keyPath], kept); });
      },
      delete: key => write(({ records }) => { records.delete(key); }),
      clear: () => write(({ records }) => { records.clear(); }),
      index: index => ({ getAll: key => request(({ records, indexes }) => [...records.values()].filter(each => each[indexes.get(index)] === key)) })
    };
  }

  #ask(run) {
    // It closes itself: who comes back later finds it closed.
    if (this.#isOver || this.#activeIn !== this.#world.steps) throw fault('TransactionInactiveError');
    const request = { run, result: undefined };
    this.#requests.push(request);
    return request;
  }

  // One request, or the end.
  turn() {
    if (this.#isOver) return;
    this.#activeIn = this.#world.steps;
    const request = this.#requests.shift();
    if (!request) return this.#commit();
    try {
      request.result = request.run();
      request.onsuccess?.({ target: request });
    } catch (error) {
      return this.#abort(error);
    }
    this.#world.post(this.process, () => this.turn());
  }

  #commit() {
    this.#isOver = true;
    if (this.mode !== 'readonly') this.#database.commit(this);
    // The process may end after the commit and before it is told of it.
    this.#world.post(this.process, () => this.oncomplete?.({}));
    this.onDone(true);
  }
  #abort(error) {
    this.#isOver = true;
    this.error = error;
    this.#world.post(this.process, () => this.onabort?.({}));
    this.onDone(false);
  }
}
