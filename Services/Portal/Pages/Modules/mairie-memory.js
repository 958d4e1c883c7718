// What a page remembers besides the outbox: the commune that was open last, by account, so that the application opens on it without
// network; and, in its own tab only, a declaration that is half typed. Counts, never a name. Both go when somebody signs out.

// So many are remembered: what is older is no longer shown.
const most = 500;

export class Memory {
  #name; #local; #tab;

  constructor(realm, environment = globalThis) {
    this.#name = 'vigie-mairie-' + realm;
    // A browser may refuse both: then nothing is remembered.
    this.#local = storage(() => environment.localStorage);
    this.#tab = storage(() => environment.sessionStorage);
  }

  // The commune last opened; by this account, where one is named.
  commune(account) {
    const there = read(this.#local, this.#name);
    return there && (account === undefined || there.account === account) ? there.commune : null;
  }
  keepCommune(account, commune) { write(this.#local, this.#name, { account, commune }); }

  draft(account, commune) {
    const there = read(this.#tab, this.#name);
    return there && there.account === account && there.commune === commune ? there.draft : null;
  }
  keepDraft(account, commune, draft) { if (draft) write(this.#tab, this.#name, { account, commune, draft }); else this.dropDraft(); }
  dropDraft() { this.#tab?.removeItem(this.#name); }

  // Of which somebody here has said that they are other deaths than those they look like.
  agreed() { return new Set(read(this.#local, this.#name + '-autres') ?? []); }
  agree(id) { write(this.#local, this.#name + '-autres', [...this.agreed(), id].slice(-most)); }

  // Whether the guided first declaration was gone through on this device. It stays: it says nothing of anybody.
  isGuided() { return read(this.#local, 'vigie-mairie-guide') === true; }
  guided() { write(this.#local, 'vigie-mairie-guide', true); }

  forget() {
    this.#local?.removeItem(this.#name + '-autres');
    this.#local?.removeItem(this.#name);
    this.dropDraft();
  }
}

function storage(find) { try { return find() ?? null; } catch { return null; } }
function read(storage, name) { try { return JSON.parse(storage?.getItem(name) ?? 'null'); } catch { return null; } }
function write(storage, name, value) { try { storage?.setItem(name, JSON.stringify(value)); } catch { /* full, or refused: nothing is remembered */ } }
