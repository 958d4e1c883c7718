// What stands beside a department's figures: communes, map, last declarations, alerts, and the stream that keeps all of it true.

import { AreaMap } from './area-map.js';
import { showCommunes } from './communes.js';
import { offer } from './download.js';
import { byId } from './elements.js';
import { dayIn } from './formats.js';
import { json } from './http.js';
import { Judgements } from './judgements.js';
import { Live } from './live.js';
import { problem } from './problem.js';
import * as readings from './readings.js';
import { showRecent } from './recent.js';
import { scales } from './scales.js';
import * as session from './session.js';

// How long the first look waits for the stream: what it tells from then on need not be asked for twice.
const patience = 1500;

export class DepartmentRest {
  communes = {};
  map; judgements;
  #page; #listening = null; #opened = null; #redrawing = null;
  #isLoaded = false;
  #isRefreshing = false;
  #isAgain = false;
  indicator = byId('indicator').value;

  // page: department, base, days, explain(error), live(kind, text), loadFigures(), zone(), level(), generation()
  constructor(page) {
    this.#page = page;
    const { base, department, days, explain } = page;
    this.map = new AreaMap({
      layer: 'communes', department, address: () => base + '/map.svg?date=' + days.day,
      reading: (commune, indicator) => readings.ofCommune(commune, indicator, page.level()),
      words: (commune, indicator) => readings.communeInWords(commune, indicator, page.level()),
      describe: code => this.#describe(code)
    });
    this.judgements = new Judgements({
      department, base, explain, day: () => days.day, today: () => days.today, zone: page.zone, generation: page.generation, outline: codes => this.map.outline(codes)
    });
    const picture = form => () => base + '/map.' + form + '?date=' + days.day + '&indicator=' + this.indicator;
    for (const form of ['png', 'pdf']) offer('map-' + form, picture(form));
    byId('search').addEventListener('input', () => this.#showCommunes());
    byId('silent').addEventListener('change', () => this.#showCommunes());
    byId('indicator').addEventListener('change', () => {
      this.indicator = byId('indicator').value;
      this.#showMap().then(() => this.#repaint(this.communes)).catch(explain);
    });
    // At midnight the page moves on to the new day by itself.
    setInterval(() => this.#midnight(), 30000);
    this.#tellOutside();
  }

  async start() {
    this.stop();
    this.#isLoaded = false;
    const opened = new Promise(done => { this.#opened = done; });
    this.#listen();
    await Promise.race([opened, new Promise(done => setTimeout(done, patience))]);
    await this.#loadBeside();
    this.#isLoaded = true;
  }

  stop() {
    this.#listening?.stop();
    this.#listening = null;
  }

  // A person took another day.
  change() {
    this.communes = {};
    this.#loadAll().catch(this.#page.explain);
  }

  // MARK: loading

  async #loadAll() {
    await Promise.all([this.#page.loadFigures(), this.#loadBeside()]);
    this.#repaintLevel();
  }
  async #loadBeside() {
    this.judgements.load();
    await Promise.all([this.#loadCommunes(), this.#loadRecent(), this.#showMap()]);
    this.#repaint(this.communes);
    problem(null);
  }
  async #loadCommunes() {
    const { base, days } = this.#page;
    const { day } = days;
    const told = await json(base + '/communes?date=' + day);
    if (day !== days.day) return;
    const moved = {};
    for (const commune of told.communes) this.communes[commune.commune] = moved[commune.commune] = commune;
    this.#repaint(moved);
    this.#showCommunes();
  }
  async #loadRecent() {
    const { base, days, zone } = this.#page;
    showRecent(await json(base + '/declarations?limit=10'), days.day, zone());
  }

  // MARK: showing

  #showCommunes() { showCommunes(Object.values(this.communes)); }
  #showMap() { return this.map.show(this.indicator); }
  #repaint(communes) {
    this.map.paint(communes);
    document.dispatchEvent(new CustomEvent('vigie:painted'));
  }
  // The level may be known after the communes.
  #repaintLevel() { if (this.indicator === 'level') this.map.paint(this.communes); }
  #describe(code) {
    const commune = this.communes[code];
    if (!commune) return null;
    return { name: commune.name, words: readings.communeInWords(commune, this.indicator, this.#page.level()) + (this.judgements.holds(code) ? ', dans le regroupement inhabituel' : '') };
  }

  // MARK: following

  #listen() {
    const { department, base, live, explain } = this.#page;
    this.#listening = new Live({
      department, mark: session.mark(), headers: () => session.headers(),
      // What changed between the last look and the stream is not lost.
      onOpened: () => {
        this.#opened?.();
        this.#opened = null;
        if (this.#isLoaded) this.#refresh(); else this.#page.loadFigures().catch(explain);
      },
      onState: isOn => live(isOn ? 'on' : 'off', isOn ? 'En direct' : 'Connexion perdue, nouvel essai…'),
      // It is said to all pages, whose sessions are the same and whose departments are not.
      onRefused: () => { json(base).catch(explain); },
      onEvent: name => {
        if (name === 'reload') return void this.#loadAll().catch(explain);
        if (name !== 'counts' && name !== 'alert') return;
        this.#refresh();
        if (name === 'alert') this.judgements.refresh();
      }
    });
  }

  // One refresh at a time; what changes meanwhile is refreshed right after.
  async #refresh() {
    if (this.#isRefreshing) { this.#isAgain = true; return; }
    this.#isRefreshing = true;
    this.#isAgain = false;
    try {
      const drawsLevel = this.indicator === 'level' && !this.map.tiles;
      await Promise.all([this.#page.loadFigures(), this.#loadCommunes(), this.#loadRecent(), drawsLevel ? this.#showMap() : null]);
      problem(null);
      this.#repaintLevel();
      document.documentElement.setAttribute('data-repainted', String(Date.now()));
      this.#redrawSoon();
    } catch (error) {
      this.#page.explain(error);
    }
    setTimeout(() => { this.#isRefreshing = false; if (this.#isAgain) this.#refresh(); }, 150);
  }

  // The picture's own words and its legend's counts follow a little later, with a new drawing.
  #redrawSoon() {
    if (this.map.tiles) return;
    this.#redrawing ??= setTimeout(() => {
      this.#redrawing = null;
      this.#showMap().then(() => this.#repaint(this.communes)).catch(this.#page.explain);
    }, 1500);
  }

  async #midnight() {
    const { base, days, zone } = this.#page;
    if (!this.#listening || dayIn(zone(), Date.now()) === days.today) return;
    const told = await json(base).catch(() => null);
    if (!told || told.today === days.today) return;
    const { follows } = days;
    days.show(follows ? told.today : days.day, told.today);
    if (follows) this.change();
  }

  // For who looks at the page from outside.
  #tellOutside() {
    const look = code => {
      const commune = this.communes[code];
      if (this.map.tiles) return this.map.tiles.look(code) + (commune ? ' ' + readings.communeInWords(commune, this.indicator, this.#page.level()) : '');
      const path = document.getElementById('c' + code);
      return path ? path.getAttribute('class') + path.textContent : '';
    };
    window.vigie = {
      look, scales, kind: () => this.map.kind, tiles: () => this.map.tiles, stream: () => this.#listening?.describe() ?? null,
      isReady: () => this.map.tiles ? this.map.tiles.isReady && Object.keys(this.communes).length > 0 : document.querySelectorAll('#map svg [data-commune]').length > 0,
      looks: () => Object.fromEntries(Object.keys(this.communes).map(code => [code, look(code)]))
    };
  }
}
