// One alert of the list: its title, what stands under it, and its dossier once it is unfolded.

import { byId, make, say } from './elements.js';
import { json, send } from './http.js';
import { shift } from './formats.js';
import * as words from './alert-words.js';
import { AlertActions } from './alert-actions.js';
import { AlertDetail } from './alert-detail.js';

// How many days the plot goes back.
const plotted = 120;

export class AlertCard {
  #id; #options; #button; #actions; #detail;
  #name = make('span');
  #lines = [make('p', { class: 'alert-confirmation' }), make('p', { class: 'detail' }), make('p', { class: 'detail' })];
  #wait = make('p', { class: 'detail' }, 'Chargement du dossier…');
  #isLoaded = false;
  alert = null;

  // options: base, zone(), today(), watch(), mayAct(), explain(error), refresh()
  constructor(id, options) {
    this.#id = id;
    this.#options = options;
    this.#button = make('button', { type: 'button', class: 'alert-title', 'aria-expanded': 'false', 'aria-controls': 'alert-' + id },
      make('span', { class: 'dot', 'aria-hidden': 'true' }), this.#name);
    this.#actions = new AlertActions({
      id,
      send: (verb, body) => send('/v1/alerts/' + id + '/' + verb, body),
      done: (verb, answer, sentence) => this.#done(answer.alert, sentence),
      refused: error => { if (error?.status === 401) options.explain(error); else options.refresh(); }
    });
    this.#detail = new AlertDetail({ actions: this.#actions.node, zone: options.zone, watch: options.watch });
    this.#detail.node.id = 'alert-' + id;
    this.#detail.node.hidden = true;
    this.node = make('li', { 'data-alert': id }, make('h3', {}, this.#button), this.#lines, this.#detail.node);
    this.#button.addEventListener('click', () => {
      this.#unfold(this.#detail.node.hidden);
      this.load().catch(options.explain);
    });
  }

  update(alert) {
    this.alert = alert;
    const zone = this.#options.zone();
    this.node.className = 'alert-item ' + (alert.status === 'closed' ? 'closed' : alert.level);
    this.#name.textContent = words.title(alert);
    const texts = [words.confirmation(alert, zone), words.since(alert, zone), words.taken(alert, zone)];
    this.#lines.forEach((line, index) => {
      line.hidden = !texts[index];
      if (line.textContent !== texts[index]) line.textContent = texts[index];
    });
    this.#actions.update(alert, this.#options.mayAct());
  }

  // What is told of it; nothing while it is folded.
  async load() {
    if (this.#detail.node.hidden) return;
    if (!this.#isLoaded) this.node.append(this.#wait);
    const today = this.#options.today();
    let to = this.alert.status === 'closed' ? shift(this.alert.lastDay, 21) : today;
    if (to > today) to = today;
    const [told, series] = await Promise.all([
      json('/v1/alerts/' + this.#id), json(this.#options.base + '/series?from=' + shift(to, 1 - plotted) + '&to=' + to)
    ]);
    this.#wait.remove();
    this.#isLoaded = true;
    this.update(told.alert);
    this.#detail.show(told);
    this.#detail.showCourse(series.days, { from: told.alert.firstDay, today: to === today ? to : null });
  }

  #unfold(isOpen) {
    this.#detail.node.hidden = !isOpen;
    this.#button.setAttribute('aria-expanded', String(isOpen));
  }

  #done(alert, sentence) {
    this.update(alert);
    if (alert.status === 'closed') {
      // It goes to the closed ones, folded.
      this.#unfold(false);
      say('alerts-status', sentence);
      byId('alerts-status').focus();
    } else {
      say('alerts-status', '');
      this.#actions.say(sentence);
    }
    this.#options.refresh();
  }
}
