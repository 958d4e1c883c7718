// What an alert was judged from, how, and everything that happened to it.

import * as french from './formats.js';
import { hard } from './formats.js';
import * as ground from './ground.js';
import * as words from './alert-words.js';
import { cell, head, make, number } from './elements.js';
import { fill } from './plot.js';
import { nameOf, places } from './vocabulary.js';

// MARK: figures

function figures(dossier) {
  const list = make('dl', { class: 'dossier-figures' });
  const add = (name, value, more) => list.append(make('div', {},
    make('dt', { class: 'label' }, name), make('dd', { class: 'dossier-figure' }, value), more ? make('dd', { class: 'detail' }, more) : null));
  const judged = dossier.judgedOn;
  add(judged.kind === 'panel' ? 'Décès déclarés dans le panel' : 'Décès déclarés', french.integer(dossier.observed),
    judged.days === 1 ? french.longDay(dossier.day) : french.span(french.shift(dossier.day, 1 - judged.days), dossier.day));
  if (dossier.nowcast - dossier.observed >= 0.5) {
    add('Estimés une fois tout déclaré', french.decimal(dossier.nowcast), 'de ' + french.decimal(dossier.nowcastLower) + ' à ' + french.decimal(dossier.nowcastUpper));
  }
  if (dossier.expected !== null) {
    add('Attendus', french.decimal(dossier.expected), 'bornes habituelles' + hard + ': de ' + french.decimal(dossier.lower) + ' à ' + french.decimal(dossier.upper));
    add('Écart', french.decimal(dossier.zScore), 'écarts-types');
  }
  if (judged.kind === 'panel') add('Panel', french.plural(judged.communes, 'commune', 'communes'), french.percent(judged.share) + ' des décès attendus');
  add('Communes déclarantes', french.percent(dossier.reportedShare), 'de la population');
  return list;
}

// How sure it is that a commune's risk is raised, in words: a colour alone would not tell.
function certainty(share) { return (share > 0.95 ? 'très probable' : share > 0.8 ? 'probable' : 'incertain') + ' (' + french.percent(share) + ')'; }

function table(caption, heads, rows) {
  const isNumber = index => index > 0 && index < 3;
  return make('div', { class: 'sideways', tabindex: '0', role: 'region', 'aria-label': caption }, make('table', {}, make('caption', {}, caption),
    make('thead', {}, make('tr', {}, heads.map((name, index) => head(name, 'col', isNumber(index) ? { class: 'n' } : {})))),
    make('tbody', {}, rows.map(values => make('tr', {}, values.map((value, index) =>
      index === 0 ? head(value, 'row') : isNumber(index) ? number(value) : cell(value)))))));
}

// The first communes; the others are a click away.
function communes(all) {
  const shown = 8;
  const rows = some => some.map(one => [one.name, french.integer(one.observed), french.decimal(one.expected), certainty(one.exceedance)]);
  const heads = ['Commune', '7 jours', 'Attendus', 'Excès réel'];
  const box = make('div', {}, table('Communes qui portent l’écart', heads, rows(all.slice(0, shown))));
  const others = all.length - shown;
  if (others > 0) {
    box.append(make('details', {}, make('summary', {}, others === 1 ? 'Une autre commune' : 'Les ' + french.integer(others) + ' autres communes'),
      table('Les autres communes', heads, rows(all.slice(shown)))));
  }
  box.append(make('p', { class: 'detail' }, 'Excès réel' + hard + ': la probabilité que la commune dépasse de plus d’un quart ce qu’elle attend, compte tenu du hasard.'));
  return box;
}

function drivers(dossier, kind) {
  const box = make('div', { class: 'dossier-tables' });
  // Of a rise, those that have more than they expect; of missing declarations, all that were looked at.
  const some = dossier.drivers.filter(one => kind !== 'excess' || one.observed > one.expected);
  if (some.length) box.append(communes(some));
  if (dossier.places.length) {
    box.append(table('Lieux des décès', ['Lieu', '7 jours', 'D’habitude'],
      dossier.places.map(one => [nameOf(places, one.place), french.integer(one.observed), french.decimal(one.usual)])));
  }
  return box;
}

function methods(dossier, watch, kind) {
  const isMissing = kind === 'missingData' && dossier.thresholds;
  return make('div', {}, [
    ground.basis(dossier.judgedOn), ground.method(dossier.method, watch && watch.method === dossier.method ? watch.history : null), ground.thresholds(dossier.thresholds),
    isMissing ? 'Des déclarations semblent manquer quand l’écart passe sous ' + french.decimal(dossier.thresholds.low) + '.' : ground.falseAlarms(dossier.falseAlarms),
    'Règles de jugement n°' + hard + french.integer(dossier.judgedOn.rules) + '.'
  ].filter(Boolean).map(sentence => make('p', {}, sentence)));
}

// MARK: the journal

function journal(events, zone) {
  return make('ol', { class: 'journal' }, events.toReversed().map(event => {
    const by = event.by ? 'par ' + event.by : event.day ? 'jour jugé' + hard + ': ' + french.longDay(event.day) : 'par le calcul';
    return make('li', {}, make('time', { datetime: event.at }, french.moment(event.at, zone)), make('strong', {}, words.event(event)), ' · ' + by,
      event.comment ? make('blockquote', {}, event.comment) : null);
  }));
}

// MARK: all of it

export class AlertDetail {
  #options;
  #explanation = make('p', { class: 'explanation' });
  #plot = make('div', { class: 'plot-box' });
  #figures = make('div');
  #drivers = make('div');
  #cluster = make('p');
  #methods = make('div');
  #journal = make('div');

  // options: actions (their node), zone(), watch()
  constructor(options) {
    this.#options = options;
    const heading = text => make('h4', {}, text);
    this.node = make('div', { class: 'alert-detail' }, this.#explanation, options.actions, this.#figures, heading('Le cours des décès'), this.#plot, this.#drivers,
      this.#cluster, heading('Comment c’est jugé'), this.#methods, heading('Journal'), this.#journal);
  }

  show({ alert, dossier, events }) {
    const zone = this.#options.zone();
    this.#explanation.textContent = alert.explanation || '';
    this.#cluster.textContent = dossier?.cluster && dossier.cluster.recurrenceDays >= ground.clusterDays
      ? 'Regroupement inhabituel' + hard + ': ' + ground.cluster(dossier.cluster) + '.' : '';
    // The figures are those that the level came from; the course below goes on.
    this.#figures.replaceChildren(...dossier
      ? [make('p', { class: 'detail' }, 'Chiffres du dossier n°' + hard + french.integer(dossier.number) + ', figé le ' + french.moment(dossier.frozenAt, zone) + hard + ':'), figures(dossier)] : []);
    this.#drivers.replaceChildren(...dossier ? [drivers(dossier, alert.kind)] : []);
    this.#methods.replaceChildren(dossier ? methods(dossier, this.#options.watch(), alert.kind) : make('p', {}, 'Aucun dossier n’est gardé de cette alerte.'));
    this.#journal.replaceChildren(journal(events, zone));
  }
  showCourse(days, marks) {
    // Whoever reads the table keeps their place.
    if (!this.#plot.contains(document.activeElement)) fill(this.#plot, days, marks);
  }
}
