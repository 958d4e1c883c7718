// The nation's map and its open alerts, beside its figures.

import { AreaMap } from './area-map.js';
import { kind } from './alert-words.js';
import { byId, make } from './elements.js';
import * as french from './formats.js';
import { json, Refused } from './http.js';
import * as readings from './readings.js';
import { levels, nameOf } from './vocabulary.js';

const order = ['red', 'orange', 'yellow', 'green', 'unknown'];

export class FranceBeside {
  #page; #map;

  // page: departments() by code, days, explain(error)
  constructor(page) {
    this.#page = page;
    this.#map = new AreaMap({
      layer: 'departments', department: null, address: () => '/v1/france/map.svg?date=' + page.days.day,
      reading: readings.ofDepartment, words: readings.departmentInWords,
      describe: code => {
        const department = page.departments()[code];
        return department ? { name: department.name + ' (' + code + ')', words: readings.departmentInWords(department) } : { name: code, words: 'non suivi' };
      },
      choose: code => { if (page.departments()[code]) location.assign('/departements/' + code + page.days.query); }
    });
    byId('indicator').addEventListener('change', () => this.#showMap().catch(page.explain));
  }

  async show() { await Promise.all([this.#showMap(), this.#loadAlerts()]); }

  async #showMap() {
    await this.#map.show(byId('indicator').value);
    if (this.#map.tiles) this.#map.paint(this.#page.departments());
  }

  // The open alerts of today, whatever day is shown; those of the exercise department are nobody's.
  async #loadAlerts() {
    try {
      const { alerts } = await json('/v1/alerts');
      const open = alerts.filter(alert => alert.status !== 'closed' && alert.department !== '00')
        .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || (a.raisedAt < b.raisedAt ? 1 : -1));
      byId('alerts').replaceChildren(...open.map(alert => this.#item(alert)));
      byId('alerts-none').hidden = open.length > 0;
      byId('alerts-problem').hidden = true;
    } catch (error) {
      if (error instanceof Refused && error.isForbidden) return this.#page.explain(error);
      byId('alerts-problem').hidden = false;
    }
  }
  #item(alert) {
    const department = this.#page.departments()[alert.department];
    return make('li', { class: 'alert-item ' + alert.level },
      make('p', {}, make('span', { class: 'dot', 'aria-hidden': 'true' }),
        make('a', { href: '/departements/' + alert.department }, department ? department.name + ' (' + alert.department + ')' : alert.department),
        french.hard + ': ' + kind(alert.kind) + ', niveau ' + nameOf(levels, alert.level)),
      make('p', { class: 'detail' },
        'Depuis le ' + french.longDay(alert.firstDay) + (alert.acknowledgedBy ? ', prise en compte par ' + alert.acknowledgedBy : ', pas encore prise en compte') + '.'));
  }
}
