// The alerts of a department: those open, and the last closed ones.

import { byId } from './elements.js';
import { json } from './http.js';
import { AlertCard } from './alert-card.js';

export class Alerts {
  #options;
  #cards = new Map();
  #mayAct = false;
  #isRefreshing = false;
  #isAgain = false;

  // options: department, base, zone(), today(), watch(), explain(error)
  constructor(options) { this.#options = options; }

  async load() {
    this.#show(await json('/v1/alerts?department=' + encodeURIComponent(this.#options.department) + '&limit=60'));
  }

  // One refresh at a time; what changes meanwhile is read right after, at most once a second.
  async refresh() {
    if (this.#isRefreshing) { this.#isAgain = true; return; }
    this.#isRefreshing = true;
    this.#isAgain = false;
    await this.load().catch(this.#options.explain);
    setTimeout(() => {
      this.#isRefreshing = false;
      if (this.#isAgain) this.refresh();
    }, 1000);
  }

  #show(told) {
    this.#mayAct = told.mayAct;
    const open = told.alerts.filter(alert => alert.status !== 'closed');
    const closed = told.alerts.filter(alert => alert.status === 'closed').sort((a, b) => a.closedAt < b.closedAt ? 1 : -1).slice(0, 10);
    this.#arrange(byId('alerts-open'), open);
    this.#arrange(byId('alerts-closed'), closed);
    byId('alerts-none').hidden = open.length > 0;
    byId('alerts-past').hidden = closed.length === 0;
    byId('alerts-past-name').textContent = closed.length === 1 ? 'La dernière alerte close' : 'Les ' + closed.length + ' dernières alertes closes';
    byId('alerts-rights').hidden = this.#mayAct || open.length === 0;
    byId('alerts').setAttribute('data-ready', 'true');
    for (const alert of [...open, ...closed]) this.#cards.get(alert.id).load().catch(this.#options.explain);
  }

  // Puts the cards of a list in order, without taking one out that is in its place: it may hold the focus.
  #arrange(list, alerts) {
    alerts.forEach((alert, index) => {
      const card = this.#card(alert.id);
      card.update(alert);
      if (list.children[index] !== card.node) list.insertBefore(card.node, list.children[index] ?? null);
    });
    while (list.children.length > alerts.length) list.lastElementChild.remove();
  }
  #card(id) {
    if (!this.#cards.has(id)) this.#cards.set(id, new AlertCard(id, { ...this.#options, mayAct: () => this.#mayAct, refresh: () => this.refresh() }));
    return this.#cards.get(id);
  }
}
