// The mairie's application in the browser: takes over what the server wrote, keeps what is typed, and works without network. What is
// recorded goes through the outbox; what the server tells of the commune is asked for beside it.

import { newID } from './alert-rules.js';
import { byId, make } from './elements.js';
import { signInAddress } from './session.js';
import './sign-out.js';
import { browser } from './outbox-browser.js';
import { numberOf } from './outbox-entry.js';
import { keeping, keepingInWords } from './outbox-keeping.js';
import { exercise, real } from './outbox-realm.js';
import { count, stateInWords } from './outbox-words.js';
import { Outbox } from './outbox.js';
import { reasons } from './vocabulary.js';
import { DeclareView } from './mairie-declare.js';
import { DetailView } from './mairie-detail.js';
import { again, blank, correcting, isTouched, zero } from './mairie-draft.js';
import { step } from './mairie-guide.js';
import { detail } from './mairie-lines.js';
import { Memory } from './mairie-memory.js';
import { fill, homeOf, isLent } from './mairie-parts.js';
import { Renewal } from './mairie-renewal.js';
import { MainScreen, bannersOf } from './mairie-screen.js';
import { ClosedScreen } from './mairie-closed.js';
import { TownHall, whoIsThere } from './mairie-town-hall.js';
import { dayName } from './mairie-words.js';

const parse = text => { try { return text ? JSON.parse(text) : null; } catch { return null; } };
const hash = { form: '#declarer', correct: /^#corriger-([0-9a-f-]{36})$/, detail: /^#declaration-([0-9a-f-]{36})$/ };

const cannotKeep = 'Cet appareil ne garde rien pour le moment. Envoyez avec le réseau, et vérifiez que la déclaration est reçue.';

const hasOnlyExercise = () => new Memory(real.name).commune() === null && new Memory(exercise.name).commune() !== null;

export class Application {
  #root; #session; #isShell; #memory; #renewal; #townHall = null; #screen = null; #current = null; #said; #states = new Map(); #isDrawing = false; #isOwed = false; #wasOpen = false;
  #facts = { isOver: false, isBarred: false, isAway: false, isOutdated: false, isNew: false, isOther: false, keeping: '' };
  #sight = { waiting: 0, shown: [], banner: null, clock: '' };
  #who = { state: 'none', account: null }; #offset = null; #draft = null; #lastNotice = null; #depth = 0;

  constructor(root) {
    this.#root = root;
    this.#session = parse(root.dataset.session);
    this.#isShell = !this.#session;
    this.realm = root.dataset.realm === 'exercise' || this.#isShell && (isLent() || hasOnlyExercise()) ? exercise : real;
    this.isExercise = this.realm === exercise;
    this.#memory = new Memory(this.realm.name);
    this.state = parse(root.dataset.state);
    this.rule = root.querySelector('.vigie-rule') ?? make('div');
    this.around = root.querySelector('nav') ?? make('nav', { hidden: true });
    this.isZeroReady = new URLSearchParams(location.search).get('aucun') === '1';
  }

  async start() {
    this.#said = make('p', { class: 'fr-sr-only', role: 'status' });
    this.#root.before(this.#said);
    // The shell is the same for both realms: what is for practice says so here.
    if (this.isExercise && !byId('exercice')) {
      const word = make('strong', { class: 'vigie-exercise-word' }, 'Exercice');
      this.#root.before(make('div', { class: 'vigie-exercise', id: 'exercice' }, make('p', null, word, ' Rien de ce que vous faites ici ne compte.')));
    }
    this.commune = this.#communeOf(this.state?.commune ?? this.#memory.commune());
    this.outbox = new Outbox(this.realm, browser(), {
      zone: this.commune?.zone, told: {
        onChange: () => this.refresh(), onOutdated: () => this.#learn({ isOutdated: true }), onBlocked: () => this.#learn({ isOutdated: true }),
        onFault: error => this.#learn({ keeping: error.constructor.name === 'Outdated' ? '' : cannotKeep })
      }
    });
    this.#startRenewal();
    // What the page tells of the server's clock is as old as the page.
    if (this.state) await this.outbox.heardClock(this.#offsetOfPage()).catch(() => {});
    try {
      await this.outbox.meet(this.#session);
      this.outbox.wake(true);
    } catch (error) {
      this.#facts.isOutdated = error.constructor.name === 'Outdated';
      this.#facts.keeping = this.#facts.isOutdated ? '' : cannotKeep;
    }
    if (this.#isShell) await this.#findCommune();
    this.#facts.isAway = this.#isShell;
    await this.#read();
    if (this.commune && (this.#who.state !== 'none' || this.#session)) this.#open(); else this.#close();
    keeping().then(promise => this.#learn({ promise })).catch(() => {});
  }

  // MARK: what is shown

  // What screens show: facts of the outbox and of the ledger, at one moment.
  get view() { return { shown: this.#sight.shown, state: this.state, commune: this.commune.code, today: this.today, zone: this.commune.zone, offset: this.#offset, agreed: this.#memory.agreed() }; }
  get waiting() { return this.#sight.waiting; }
  // A correction that was begun is no declaration to go on with.
  get hasDraft() { return isTouched(this.#draft) && this.#draft.key === null && this.#draft.revision === 1; }
  get home() { return homeOf(this.commune.code); }
  banners() {
    const { promise, keeping: fault, ...facts } = this.#facts;
    // What may be lost is said where there is something to lose, and where it is lost for sure.
    const kept = fault || (promise && (promise !== 'cleared' || this.waiting > 0) ? keepingInWords(promise) : '');
    return bannersOf({ ...facts, keeping: kept, isKeeping: !fault, banner: this.#sight.banner, waiting: this.waiting, clock: this.#sight.clock, signIn: signInAddress(location), reload: () => this.#reload() });
  }

  guideStep(isForm) {
    return step({ isExercise: this.isExercise, isDone: this.#memory.isGuided(), isForm, hasDeclared: this.#sight.shown.some(({ entry }) => entry.deaths > 0) });
  }
  endGuide() { this.#memory.guided(); this.#screen.draw(); }

  // Reads the outbox and draws anew; asked meanwhile, once more.
  async refresh() {
    if (this.#isDrawing) { this.#isOwed = true; return; }
    this.#isDrawing = true;
    try {
      do {
        this.#isOwed = false;
        await this.#read();
        this.#draw();
      } while (this.#isOwed);
    } finally {
      this.#isDrawing = false;
    }
  }
  async #read() {
    try {
      [this.#sight, this.#who, this.#offset, this.today] = await Promise.all([this.outbox.sight(), this.outbox.who(), this.outbox.offset(), this.outbox.today()]);
    } catch {
      this.today ??= this.state?.today ?? new Date().toISOString().slice(0, 10);
    }
    const account = this.#session?.account;
    this.#facts.isOther = Boolean(account) && this.#who.state === 'open' && this.#who.account !== account;
    this.#facts.isOver = this.#who.state === 'over';
  }
  #draw() {
    if (!this.#current) return;
    if (this.#who.state !== 'none') this.#wasOpen = true; else if (this.#wasOpen) return this.#signedOut();
    this.#announce();
    this.#current.draw();
    this.#renewal.settle();
  }
  #learn(facts) {
    Object.assign(this.#facts, facts);
    if (this.#current) this.#current.draw();
  }

  // Says what became of what was declared here, to who hears the page.
  #announce() {
    const changes = [];
    for (const { entry, state } of this.#sight.shown) {
      const before = this.#states.get(entry.key);
      if (before !== undefined && before !== state && state !== 'sending' && state !== 'waiting') changes.push('n° ' + numberOf(entry.id) + '\u00a0: ' + stateInWords(state, entry));
      if (before !== undefined && before !== state && ['received', 'counted', 'refused', 'withdrawn'].includes(state)) this.#townHall?.look();
      this.#states.set(entry.key, state);
    }
    if (changes.length) this.#said.textContent = changes.slice(0, 3).join('. ');
  }

  // MARK: the commune

  #communeOf(commune) {
    return commune ? { code: commune.code, name: commune.name, zone: commune.zone ?? 'Europe/Paris', department: commune.department?.name ?? commune.department ?? null } : null;
  }
  // The shell is the same for everybody: the commune is told by the address, by what was open last, or by the account's role.
  async #findCommune() {
    const who = await this.outbox.who().catch(() => this.#who);
    const remembered = this.#memory.commune(who.account);
    const asked = new URLSearchParams(location.search).get('commune');
    const own = who.roles?.map(({ role, territory }) => role === 'clerk' && territory.startsWith('commune:') ? territory.slice(8) : null).filter(Boolean) ?? [];
    const code = [asked, remembered?.code, own.length === 1 ? own[0] : null].find(each => each && this.realm.holds(each)) ?? null;
    this.commune = null;
    if (who.state === 'none' || !code) return;
    this.state = await this.outbox.known(code).catch(() => null);
    this.commune = this.#communeOf(this.state?.commune ?? (remembered?.code === code ? remembered : { code, name: 'Commune ' + code }));
  }
  async #keep(state) {
    this.state = state;
    this.commune = this.#communeOf(state.commune);
    this.#memory.keepCommune(this.#who.account, this.commune);
    await this.outbox.keepKnown(this.commune.code, state).catch(() => {});
  }
  #offsetOfPage() {
    const [navigation] = performance.getEntriesByType('navigation');
    const at = performance.timeOrigin + (navigation?.responseStart || 0);
    return Date.parse(this.state.now) - at;
  }

  // MARK: opened, closed

  #open() {
    this.#townHall = new TownHall(this.commune.code, {
      onState: state => this.#heard(state), onAway: isAway => { if (isAway !== this.#facts.isAway) this.#learn({ isAway }); },
      onOver: () => this.outbox.hello({ account: null }).catch(() => {}), onBarred: () => this.#learn({ isBarred: true })
    });
    this.#townHall.watch();
    if (this.state && !this.#isShell) this.#keep(this.state);
    this.#draft = this.#memory.draft(this.#who.account, this.commune.code);
    if (this.#isShell && this.state?.telephone) this.around.querySelector('ul')?.append(make('li', null, 'Centre d’appels\u00a0: ', make('span', { class: 'vigie-telephone' }, this.state.telephone)));
    this.#screen = new MainScreen(this);
    addEventListener('popstate', () => { if (!(this.#current instanceof ClosedScreen)) this.#route(); });
    if (this.state?.standing === 'on-behalf' && !byId('a-la-place')) {
      const text = ' Ce que vous déclarez est noté comme déclaré par vous, pour cette commune.';
      this.#root.before(make('div', { class: 'vigie-on-behalf', id: 'a-la-place' }, make('p', null, make('strong', null, 'À la place de la mairie.'), text)));
    }
    this.#route(true);
    this.#said.textContent = '';
    for (const { entry, state } of this.#sight.shown) this.#states.set(entry.key, state);
    if (this.isZeroReady) this.#screen.showZero();
    this.#townHall.look();
  }
  // Nobody is signed in, or nobody knows for which commune: how many wait, and no more.
  #close() {
    this.#current = new ClosedScreen(this, { isNobody: this.#who.state === 'none', roles: this.#who.roles ?? [] });
    this.#root.replaceChildren(this.#current.element);
    this.#current.draw();
    addEventListener('online', () => location.reload());
  }

  // Somebody has signed out, here or in another tab: nothing of what was known stays in sight.
  #signedOut() {
    this.#wasOpen = false;
    this.#townHall?.stop();
    this.dropDraft();
    this.state = null;
    for (const id of ['mairie-suite', 'formulaire']) byId(id)?.remove();
    this.#close();
  }

  async #heard(state) {
    if (this.#who.state !== 'open') {
      const there = await whoIsThere();
      if (there?.account) await this.outbox.hello(there).catch(() => {});
    }
    if (this.#current instanceof ClosedScreen) return;
    await this.outbox.heardClock(Date.parse(state.now) - Date.now()).catch(() => {});
    this.#facts.isBarred = false;
    await this.#keep(state);
    await this.refresh();
  }

  // MARK: one view at a time

  #route(isFirst = false) {
    const { hash: there, pathname } = location;
    const path = isFirst && this.#isShell ? pathname : '';
    const id = hash.detail.exec(there)?.[1] ?? /\/recu\/([0-9a-f-]{36})$/.exec(path)?.[1];
    const corrected = hash.correct.exec(there)?.[1] ?? /\/corriger\/([0-9a-f-]{36})$/.exec(path)?.[1];
    if (!isFirst) this.#depth += 1;
    if (there === hash.form || path.endsWith('/declarer')) return this.#show(this.#form(), isFirst);
    if (corrected) return this.#show(this.#correction(corrected) ?? new DetailView(this, corrected), isFirst);
    if (id) return this.#show(new DetailView(this, id), isFirst);
    // A link within the page (« Contenu ») is no other view.
    if (there && this.#current && !isFirst) return;
    this.#show(this.#screen, isFirst);
  }
  #show(view, isFirst) {
    if (view === this.#current) return;
    this.#current = view;
    this.#root.replaceChildren(view.element);
    view.begin();
    document.title = (this.isExercise && view.title !== 'Exercice' ? 'Exercice – ' : '') + view.title + ' – Vigie';
    const rest = byId('mairie-suite');
    if (rest) rest.hidden = view !== this.#screen;
    if (!isFirst) {
      scrollTo(0, 0);
      (view === this.#screen && this.#lastNotice?.isFresh ? this.#root.querySelector('.fr-alert--success') : view.heading)?.focus({ preventScroll: true });
    }
    if (this.#lastNotice) this.#lastNotice.isFresh = false;
    this.#renewal.settle();
  }
  #form() {
    // What a correction began does not come back in a new declaration.
    if (this.#draft && (this.#draft.key || this.#draft.revision > 1)) this.#draft = null;
    const isKept = isTouched(this.#draft);
    this.#draft ??= blank(newID());
    return new DeclareView(this, this.#draft, { isKept });
  }
  #correction(id) {
    const shown = detail(id, this.view);
    if (!shown?.mayCorrect) return null;
    if (this.#draft?.id !== id) this.#draft = shown.state === 'refused' && shown.revision === 1 ? again(shown, this.today, newID()) : correcting(shown, this.today);
    return new DeclareView(this, this.#draft);
  }

  back() {
    if (this.#depth > 0) return history.back();
    this.#goHome();
  }
  // A form that was sent or left is no step to come back to.
  #goHome(isInstead = false) {
    if (!isInstead) this.#depth += 1;
    history[isInstead ? 'replaceState' : 'pushState'](null, '', this.home);
    this.#show(this.#screen, false);
  }
  keepDraft(draft) { this.#draft = draft; this.#memory.keepDraft(this.#who.account, this.commune.code, draft); }
  dropDraft() { this.#draft = null; this.#memory.dropDraft(); }
  leaveForm() { this.dropDraft(); this.#goHome(true); }
  startAnew() { this.dropDraft(); this.#current = null; this.#show(this.#form(), false); }

  // MARK: what people do

  get notice() { return this.#lastNotice; }
  closeNotice() { this.#lastNotice = null; this.#screen.draw(); this.#screen.heading.focus(); }
  #tell(notice) {
    this.isZeroReady = false;
    this.#lastNotice = { isFresh: true, mayUndo: false, text: null, ...notice };
  }

  // Records what was typed, and shows its receipt. Throws where nothing was recorded. isOther: somebody has said that it is another
  // death than those it looks like.
  async record(draft, typed, isOther) {
    if (draft.key) await this.outbox.correct(draft.key, typed); else await this.outbox.record(typed);
    if (isOther) this.#memory.agree(typed.id);
    this.dropDraft();
    this.#tell({ title: draft.key || draft.revision > 1 ? 'La correction est enregistrée' : 'La déclaration est enregistrée', ids: [typed.id], typed });
    await this.refresh();
    this.#goHome(true);
  }
  async tellZero(days) {
    const made = [];
    try {
      for (const day of [...days].reverse()) made.push(await this.outbox.record(zero(newID(), this.commune.code, day, this.today)));
      const text = days.length === 1 ? null : 'Pour ' + days.length + ' jours, de ' + dayName(days[days.length - 1], this.today) + ' à ' + dayName(days[0], this.today) + '.';
      this.#tell({ title: 'Aucun décès\u00a0: c’est enregistré', text, ids: made.map(({ id }) => id), mayUndo: true });
    } catch (error) {
      this.#learn({ keeping: error.field === 'commune' ? 'Votre compte ne permet pas de déclarer pour cette commune.' : 'Cet appareil n’a pas pu l’enregistrer. Rien n’est envoyé.' });
    }
    await this.refresh();
    this.#root.querySelector('.fr-alert--success')?.focus();
  }
  async undo() {
    const all = this.#lastNotice.ids.map(id => detail(id, this.view)).filter(Boolean);
    for (const each of all) await this.#withdrawn(each, reasons[0]);
    this.#tell({ title: 'C’est annulé', ids: [] });
    await this.refresh();
  }
  async withdraw(shown, reason) {
    await this.#withdrawn(shown, reason);
    await this.refresh();
  }
  async withdrawTwin(line) {
    await this.#withdrawn(detail(line.id, this.view), reasons.find(reason => /deux fois|double/i.test(reason)) ?? reasons[0]);
    this.#tell({ title: 'La déclaration n° ' + line.number + ' est retirée', ids: [] });
    await this.refresh();
  }
  // What this device has is taken back there; what only the ledger knows, by its next revision.
  #withdrawn({ key, id, revision, content }, reason) {
    if (key) return this.outbox.withdraw(key, reason);
    const { occurredOn, place, cause, deaths } = content;
    return this.outbox.record({ id, commune: this.commune.code, revision: revision + 1, occurredOn, dayChoice: 'other', place, cause, deaths, withdrawn: true, reason });
  }

  // MARK: versions, sign-out

  #startRenewal() {
    this.#renewal = new Renewal({
      onNew: () => this.#learn({ isNew: true }), reload: () => this.#reload(),
      moment: () => ({ isTyping: this.#current instanceof DeclareView, isSending: this.#sight.shown.some(({ state }) => state === 'sending') })
    });
    this.#renewal.register();
    setInterval(() => this.#renewal.look(), 3600000);
  }
  #reload() {
    if (this.#current instanceof DeclareView) this.#memory.keepDraft(this.#who.account, this.commune.code, this.#draft);
    location.reload();
  }
  unsentInWords() { return this.waiting ? count(this.waiting) + ' en attente d’envoi sur cet appareil.' : ''; }
}

const root = byId('mairie');
if (root) new Application(root).start().catch(error => fill(root, String(error), () => [make('h1', null, 'Mairie'), make('p', null, 'L’application n’a pas pu s’ouvrir. Rechargez la page.')]));
