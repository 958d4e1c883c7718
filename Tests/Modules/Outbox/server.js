// The house, as far as the outbox meets it: sessions, tokens, two doors that remember each for itself, a broker, and a ledger that
// comes after. And the way there and back, on which everything can happen.

const problem = (status, slug, more = {}) => ({ status, type: 'application/problem+json', body: { type: '/problems/' + slug, title: slug, status, ...more }, headers: more.headers });
const content = ({ occurredOn, place = null, cause = null, deaths, withdrawn = false, reason = null }) => ({ occurredOn, place: deaths ? place : null, cause: deaths ? cause : null, deaths, withdrawn, reason });
export const text = declaration => JSON.stringify(content(declaration));

export class Server {
  #world; #queue = []; #doors = [new Map(), new Map()]; #tokens = new Map(); #cookies = 0; #tokensMade = 0;
  // By `commune/id`: revisions by number, each { content, state }, conflicts apart.
  ledger = new Map();
  // Every content that came to a door, that the broker holds, that was refused, that was ever counted: by `commune/id/revision/content`.
  came = new Set(); held = new Set(); refused = new Set(); everCounted = new Set(); clashed = new Set();
  // Who sent each content; and how often anything here changed.
  senders = new Map(); changes = 0;
  // What trouble there is: probabilities.
  trouble = { lost: 0, answerLost: 0, late: 0, busy: 0, portal: 0 };
  // Deaths that are not admitted (any more).
  unadmitted = new Set();
  barred = new Set();

  constructor(world, accounts) {
    this.#world = world;
    this.accounts = accounts;
  }

  signIn(account) { return { account, isAlive: true, formToken: 'f' + (this.#cookies += 1) }; }
  who(cookie) { return cookie?.isAlive ? { account: cookie.account, ...this.accounts[cookie.account] } : { account: null }; }

  // MARK: the way there and back

  carry(process, path, { method = 'GET', body = null, headers = {}, signal, credentials } = {}) {
    const { device } = process, { trouble } = this, { random } = this.#world;
    const cookie = credentials === 'omit' ? null : device.cookie;
    return new Promise((resolve, reject) => {
      let isOver = false;
      const end = (settle, value) => { if (!isOver) { isOver = true; settle(value); } };
      const cut = () => end(reject, new TypeError('network'));
      signal?.addEventListener('abort', () => end(reject, new DOMException('aborted', 'AbortError')));
      const arrive = () => {
        const answer = this.#answer(method, path, body, headers, cookie);
        if (device.isCut || random.happens(trouble.answerLost)) return this.#world.post(process, cut);
        if (random.happens(trouble.late)) return this.#world.at(process, this.#world.now + random.below(60000), () => end(resolve, answer));
        this.#world.post(process, () => end(resolve, answer));
      };
      // What has left the device arrives, or not, whatever becomes of the device.
      this.#world.post(process, () => {
        if (device.isCut || random.happens(trouble.lost)) return this.#world.post(process, cut);
        if (random.happens(trouble.portal)) return this.#world.post(process, () => end(resolve, response({ status: 200, type: 'text/html', body: {} }, this.#world.now)));
        if (random.happens(trouble.late)) return this.#world.at(null, this.#world.now + random.below(60000), arrive);
        this.#world.post(null, arrive);
      });
    });
  }

  #answer(method, path, body, headers, cookie) {
    const given = this.#world.random.happens(this.trouble.busy) && !path.startsWith('/v1/declarations') ? problem(503, 'unavailable', { headers: { 'Retry-After': '5' } }) : this.#route(method, path, body && JSON.parse(body), headers, cookie);
    return response(given, this.#world.now);
  }
  #route(method, path, body, headers, cookie) {
    if (path === '/v1/session') return this.#session(cookie);
    if (path === '/v1/token') return this.#token(body.commune, headers, cookie);
    if (method === 'POST' && path === '/v1/declarations') return this.#declaration(body, headers);
    const [, id, receipt] = path.match(/^\/v1\/declarations\/([^?]+)(?:\?receipt=(.+))?$/) ?? [];
    return id ? this.#standing(id, receipt && decodeURIComponent(receipt), headers) : problem(404, 'not-found');
  }

  // MARK: what it answers

  #session(cookie) {
    if (!cookie?.isAlive) return problem(401, 'unauthorized');
    const { name, roles } = this.accounts[cookie.account];
    return { status: 200, body: { signedIn: true, account: cookie.account, login: cookie.account, name, roles, home: '/mairie/', mustSetSecondFactor: false, formToken: cookie.formToken } };
  }
  #token(commune, headers, cookie) {
    if (!cookie?.isAlive) return problem(401, 'unauthorized');
    if (headers['X-Vigie-Token'] !== cookie.formToken) return problem(403, 'forbidden');
    const { roles } = this.accounts[cookie.account];
    if (this.barred.has(cookie.account) || !roles.some(({ territory }) => territory === 'commune:' + commune)) return problem(403, 'forbidden');
    const token = 't' + (this.#tokensMade += 1);
    this.#tokens.set(token, { account: cookie.account, commune, until: this.#world.now + 600000 });
    return { status: 200, body: { token, commune, name: commune, standing: 'clerk', expiresAt: new Date(this.#world.now + 600000).toISOString() } };
  }
  #bearer(headers) {
    const token = this.#tokens.get((headers.Authorization ?? '').replace('Bearer ', ''));
    return token && token.until > this.#world.now ? token : null;
  }
  // Tokens are taken back: the next use is told 401.
  revokeTokens() { this.#tokens.clear(); }

  #declaration(body, headers) {
    const bearer = this.#bearer(headers);
    const key = body.commune + '/' + body.id + '/' + body.revision, whole = key + '/' + text(body);
    this.came.add(whole);
    this.changes += 1;
    if (!bearer) return problem(401, 'unauthorized');
    this.senders.set(whole, (this.senders.get(whole) ?? new Set()).add(bearer.account));
    if (bearer.commune !== body.commune) return problem(403, 'forbidden');
    if (this.unadmitted.has(body.deaths)) { this.refused.add(whole); return problem(422, 'not-admitted', { field: 'deaths', reason: 'no' }); }
    const door = this.#world.random.pick(this.#doors);
    if (door.has(key) && door.get(key) !== text(body)) { this.clashed.add(whole); return problem(409, 'conflict', { detail: 'taken with another content' }); }
    // Away before the broker has it, or only before it said so.
    if (this.#world.random.happens(this.trouble.busy)) {
      if (this.#world.random.happens(0.5)) this.#publish(key, whole, body);
      return problem(503, 'unavailable', { headers: { 'Retry-After': '5' } });
    }
    door.set(key, text(body));
    this.#publish(key, whole, body);
    return { status: 202, body: { id: body.id, revision: body.revision, receipt: 'r ' + whole } };
  }
  #publish(key, whole, body) {
    this.held.add(whole);
    this.#queue.push({ key, whole, body });
    this.#world.at(null, this.#world.now + 100 + this.#world.random.below(20000), () => this.#count());
  }

  // The ledger takes the oldest of what the broker holds.
  #count() {
    const next = this.#queue.shift();
    if (!next) return;
    const { whole, body } = next, name = body.commune + '/' + body.id;
    const revisions = this.ledger.get(name) ?? [];
    this.ledger.set(name, revisions);
    const same = revisions.find(each => each.revision === body.revision && each.state !== 'conflict');
    if (same) {
      if (same.whole !== whole) { this.clashed.add(whole); if (!revisions.some(each => each.whole === whole)) revisions.push({ whole, revision: body.revision, state: 'conflict', ...content(body) }); }
      return;
    }
    revisions.push({ whole, revision: body.revision, state: 'counted', ...content(body) });
    const valid = revisions.filter(each => each.state !== 'conflict'), newest = Math.max(...valid.map(each => each.revision));
    for (const each of valid) each.state = each.revision < newest ? 'superseded' : each.withdrawn ? 'withdrawn' : 'counted';
    for (const each of valid) if (each.state === 'counted') this.everCounted.add(each.whole);
  }

  #standing(id, receipt, headers) {
    const bearer = this.#bearer(headers);
    if (!bearer) return problem(401, 'unauthorized');
    if (this.#world.random.happens(this.trouble.busy)) return problem(503, 'unavailable', { headers: { 'Retry-After': '5' } });
    const revisions = (this.ledger.get(bearer.commune + '/' + id) ?? []).map(({ whole: _, ...each }) => each);
    const ours = receipt?.startsWith('r ' + bearer.commune + '/' + id + '/') ? Number(receipt.split('/')[2]) : null;
    if (ours !== null && !revisions.some(each => each.revision === ours)) revisions.push({ revision: ours, state: 'received' });
    if (!revisions.length) return problem(404, 'not-found');
    return { status: 200, body: { id, commune: bearer.commune, revision: revisions[0].revision, state: 'counted', revisions } };
  }

  // Somebody else (a form without scripts) declares under the same id and revision; it is taken at once.
  declareOtherwise(body) {
    const key = body.commune + '/' + body.id + '/' + body.revision, whole = key + '/' + text(body);
    const door = this.#world.random.pick(this.#doors);
    if (door.has(key)) return false;
    door.set(key, text(body));
    this.#publish(key, whole, body);
    return true;
  }

  // How many declarations of a number of deaths count.
  counted(deaths) { return [...this.ledger.values()].flat().filter(each => each.state === 'counted' && each.deaths === deaths).length; }
}

function response({ status, type = 'application/json', body, headers = {} }, now) {
  const all = { 'Content-Type': type, Date: new Date(now).toUTCString(), ...headers };
  return { status, ok: status < 300, redirected: false, headers: { get: name => all[name] ?? null }, json: async () => structuredClone(body) };
}
