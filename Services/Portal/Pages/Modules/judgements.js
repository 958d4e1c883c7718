// What Alerting knows of the department shown: on what ground it is judged, the day's cluster, the alerts. It comes after the
// figures, which are there even when Alerting is away.

import { byId, say } from './elements.js';
import { json, Refused } from './http.js';
import * as ground from './ground.js';
import { Alerts } from './alerts.js';

export class Judgements {
  #options; #alerts;
  #watch = null;
  #cluster = null;
  #retrying = null;
  #refreshing = null;
  #refreshed = 0;

  // options: department, base, explain(error), day(), today(), zone(), generation() (another one once somebody else reads),
  // outline(codes)
  constructor(options) {
    this.#options = options;
    this.#alerts = new Alerts({
      department: options.department, base: options.base, zone: options.zone, today: options.today, watch: () => this.#watch, explain: error => this.#away(error)
    });
  }

  async load() {
    const generation = this.#options.generation();
    try {
      this.#showWatch(await json(this.#options.base + '/watch'));
      await this.#loadCluster();
      await this.#alerts.load();
      byId('alerts-problem').hidden = true;
    } catch (error) {
      if (generation === this.#options.generation()) this.#away(error);
    }
  }

  // Judgements follow each other quicker than anyone reads: the cluster and the alerts are read soon, but seldom.
  refresh() {
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = null;
      this.#refreshed = Date.now();
      this.#alerts.refresh();
      this.#loadCluster().catch(error => this.#away(error));
    }, Math.max(300, this.#refreshed + 2000 - Date.now()));
  }

  // A picture that was drawn anew has no outline yet.
  outline() { this.#options.outline(this.#communes()); }
  holds(commune) { return this.#communes().includes(commune); }

  #communes() { return this.#cluster ? this.#cluster.communes.map(commune => commune.commune) : []; }

  #showWatch(told) {
    this.#watch = told;
    byId('ground').hidden = false;
    say('ground', ground.line(told));
  }

  async #loadCluster() {
    const day = this.#options.day();
    const told = await json(this.#options.base + '/clusters?date=' + day);
    if (day === this.#options.day()) this.#showCluster(told.cluster);
  }

  // The day's cluster, outlined on the map and told under it.
  #showCluster(told) {
    const isUnusual = told !== null && told.recurrenceDays >= ground.clusterDays;
    const absence = this.#watch?.clusterAbsence;
    this.#cluster = isUnusual ? told : null;
    byId('cluster').hidden = !told && !absence;
    byId('cluster').className = isUnusual ? 'cluster unusual' : 'cluster detail';
    const searched = told ? ground.searched(told, this.#options.zone()) : '';
    say('cluster', isUnusual ? 'Regroupement inhabituel (contour épais)\u00a0: ' + ground.cluster(told) + '.' + searched
      : told ? 'Aucun regroupement inhabituel de décès entre communes voisines ce jour.' + searched
        : absence ? 'Les regroupements de communes ne sont pas recherchés\u00a0: ' + absence.slice(0, 1).toLowerCase() + absence.slice(1) : '');
    this.outline();
  }

  #away(error) {
    if (error instanceof Refused && error.isForbidden) return this.#options.explain(error);
    byId('alerts-problem').hidden = false;
    this.#retrying ??= setTimeout(() => { this.#retrying = null; this.load(); }, 5000);
  }
}
