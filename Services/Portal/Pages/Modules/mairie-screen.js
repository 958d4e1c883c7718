// The first screen of the application: what to do, what is still to be said, and what was declared.

import { make } from './elements.js';
import { capitalized, dayWithWeekday, plural } from './formats.js';
import { numberOf } from './outbox-entry.js';
import { bannerInWords, stateInWords, waitingInWords } from './outbox-words.js';
import { lines, week } from './mairie-lines.js';
import { alert, badge, button, buttons, fill, guide, lineLink, link } from './mairie-parts.js';
import { dayName, fullDayName, what } from './mairie-words.js';

// How many lines are shown before all are asked for.
const few = 10;

export class MainScreen {
  #app; #banners; #guide; #notice; #first; #confirm; #days; #lines; #today; #isWhole = false;

  constructor(app) {
    this.#app = app;
    this.title = app.isExercise ? 'Exercice' : 'Mairie';
    this.heading = make('h1', { tabindex: '-1' }, app.commune.name, app.commune.department ? make('span', { class: 'vigie-of' }, app.commune.department) : null);
    [this.#banners, this.#guide, this.#notice, this.#first, this.#confirm, this.#days, this.#lines] = ['div', 'div', 'div', 'div', 'section', 'section', 'section'].map(name => make(name));
    this.#first.className = 'vigie-first';
    Object.assign(this.#days, { id: 'aucun', className: 'vigie-days' });
    this.#days.setAttribute('aria-labelledby', 'aucun-titre');
    this.#lines.setAttribute('aria-labelledby', 'declarees-titre');
    this.#today = make('p', { class: 'vigie-today' });
    this.element = make('div', null, this.#banners, this.heading, this.#today, this.#guide, this.#notice, this.#first, this.#confirm, this.#days, this.#lines, app.rule, app.around);
  }

  begin() { this.draw(); }

  draw() {
    const { view } = this.#app;
    const all = lines(view), days = week({ ...view, onlyKnown: true });
    fill(this.#today, view.today, day => capitalized(dayWithWeekday(day)));
    fill(this.#guide, this.#app.guideStep(false), step => guide(step, () => this.#app.endGuide()));
    fill(this.#banners, this.#app.banners(), banners => banners.map(each => this.#banner(each)));
    fill(this.#first, { isKept: this.#app.hasDraft, isTold: days[0].isTold }, facts => this.#starts(facts));
    fill(this.#notice, this.#noticeFacts(all), facts => facts ? this.#said(facts) : []);
    fill(this.#confirm, all.filter(line => line.state === 'toConfirm' && line.phase === 'unsent'), list => this.#yes(list));
    fill(this.#days, { days, today: view.today, isFocused: this.#app.isZeroReady }, facts => this.#week(facts));
    fill(this.#lines, { all, isWhole: this.#isWhole }, facts => this.#list(facts));
  }

  showZero() {
    this.#days.scrollIntoView({ block: 'start' });
    this.#days.querySelector('h2')?.focus({ preventScroll: true });
  }

  #banner({ kind, text, action }) {
    const made = action && (action.href ? link(action.text, action.href) : button(action.text, action.run, { kind: 'sm secondary' }));
    return make('div', { class: 'fr-alert fr-alert--' + kind + ' fr-alert--sm vigie-banner' }, make('p', null, text, made));
  }

  #starts({ isKept, isTold }) {
    const zero = button('Aucun décès à déclarer', () => isTold ? this.showZero() : this.#app.tellZero([this.#app.today]), { kind: 'secondary', key: 'zero' });
    zero.classList.add('vigie-big');
    if (!isTold) zero.append(make('span', { class: 'vigie-big-hint' }, 'aujourd’hui'));
    return [make('a', { class: 'fr-btn vigie-big', href: '#declarer', 'data-key': 'declare' }, isKept ? 'Reprendre la déclaration' : 'Déclarer un décès'), zero];
  }

  // What was just done, with what becomes of it.
  #noticeFacts(all) {
    const { notice } = this.#app;
    if (!notice) return null;
    const told = notice.ids.map(id => all.find(line => line.id === id)).filter(Boolean);
    return {
      title: notice.title, text: notice.text, mayUndo: notice.mayUndo && told.some(each => each.mayWithdraw),
      line: told.length === 1 ? { what: told[0].what, day: told[0].day, number: told[0].number, state: told[0].stateText, badge: told[0].badge } : this.#typedOf(notice)
    };
  }
  // While nobody is signed in the outbox shows no line of what it keeps; what was typed a moment ago is told nevertheless.
  #typedOf({ typed }) {
    return typed ? { what: what(typed), day: dayName(typed.occurredOn, this.#app.today), number: numberOf(typed.id), state: stateInWords('recorded', typed), badge: 'info' } : null;
  }
  #said({ title, text, mayUndo, line }) {
    return alert('success', title, text ? make('p', null, text) : null,
      line ? [make('p', null, line.what + ', ' + line.day + ' – n° ' + line.number), badge(line.badge, line.state)] : null,
      buttons(mayUndo ? button('Annuler', () => this.#app.undo(), { kind: 'sm tertiary', key: 'undo' }) : null, button('Fermer', () => this.#app.closeNotice(), { kind: 'sm tertiary', key: 'close' })));
  }

  #yes(list) {
    if (!list.length) return [];
    const { outbox } = this.#app;
    return [
      make('h2', { tabindex: '-1' }, 'À confirmer'), make('p', null, 'Saisies par une autre personne de la mairie et pas encore envoyées. Vérifiez-les, puis confirmez.'),
      make('ul', { class: 'vigie-lines' }, list.map(each => make('li', { class: 'vigie-line' }, lineLink(each), make('p', { class: 'vigie-line-more' }, each.because),
        button('Confirmer l’envoi', () => outbox.confirm([each.key]), { kind: 'secondary', key: 'yes ' + each.key, hint: '\u00a0: ' + each.what + ', ' + each.day })))),
      list.length > 1 ? button('Tout confirmer', () => outbox.confirm(list.map(({ key }) => key)), { key: 'yes' }) : null
    ];
  }

  #week({ days, today, isFocused }) {
    const untold = days.filter(each => !each.isTold);
    const said = each => each.deaths > 0 ? plural(each.deaths, 'décès déclaré', 'décès déclarés') : 'aucun décès';
    return [
      make('h2', { id: 'aucun-titre', tabindex: '-1' }, 'Ces sept derniers jours'), isFocused ? make('p', null, 'Rien n’est encore envoyé\u00a0: choisissez les jours sans décès.') : null,
      make('ul', null, days.map(each => make('li', null, make('span', { class: 'vigie-day' }, capitalized(fullDayName(each.day, today))),
        each.isTold ? make('span', { class: 'vigie-said' }, said(each) + (each.isPending ? ' (en cours d’envoi)' : '')) : null,
        !each.isTold && each.isUnknown ? make('span', { class: 'vigie-said' }, 'pas connu sans réseau') : null,
        each.isTold ? null : button('Aucun décès', () => this.#app.tellZero([each.day]), { kind: 'secondary', key: 'zero ' + each.day, hint: ' ' + dayName(each.day, today) })))),
      untold.length > 1 ? button('Aucun décès, ces ' + untold.length + ' jours', () => this.#app.tellZero(untold.map(({ day }) => day)), { key: 'zero all' }) : null,
      untold.length ? null : make('p', null, 'Tout est dit pour ces sept jours. Merci.')
    ];
  }

  #list({ all, isWhole }) {
    const shown = isWhole ? all : all.slice(0, few);
    return [
      make('h2', { id: 'declarees-titre', tabindex: '-1' }, 'Vos déclarations'),
      all.length ? make('ul', { class: 'vigie-lines' }, shown.map(line => this.#line(line))) : make('p', null, 'Rien n’a été déclaré ces trente derniers jours.'),
      all.length || this.#app.isExercise ? null : make('p', null, 'Première fois\u00a0? ', link('Exercez-vous, en trois étapes', '/mairie/exercice'), '\u00a0: rien n’y compte.'),
      all.length > shown.length ? button('Tout afficher (' + all.length + ')', () => { this.#isWhole = true; this.draw(); }, { kind: 'tertiary', key: 'all' }) : null
    ];
  }
  #line(line) {
    // The state of what was just received says the number itself.
    const more = (line.state === 'received' ? '' : 'n° ' + line.number + ', ') + line.when + (line.onBehalf ? ' – à la place de la mairie' : '');
    return make('li', { class: 'vigie-line' }, lineLink(line), badge(line.badge, line.stateText), make('p', { class: 'vigie-line-more' }, more),
      line.because ? make('p', { class: 'vigie-line-because' }, line.because) : null, line.alikeText ? this.#twin(line) : null);
  }
  #twin(line) {
    const withdraw = () => button('Retirer celle-ci', () => this.#app.withdrawTwin(line), { kind: 'sm tertiary', key: 'twin ' + line.id, hint: ', n° ' + line.number });
    return make('p', { class: 'vigie-line-because' }, line.alikeText + '. Les deux comptent. ', line.mayWithdraw ? withdraw() : null);
  }
}

// What all banners say, the most pressing first. facts: what the application knows beside the outbox's sight
export function bannersOf({ banner, waiting, isOver, isBarred, isAway, isOutdated, isNew, isOther, clock, keeping, isKeeping, signIn, reload }) {
  const found = [];
  const add = (kind, text, action = null) => { if (text) found.push({ kind, text, action }); };
  if (isOutdated) add('warning', 'Une version plus récente de l’application est ouverte ailleurs. Rechargez cette page.', { text: 'Recharger', run: reload });
  if (isOther) add('warning', 'Un autre compte est maintenant connecté dans ce navigateur. Rechargez cette page.', { text: 'Recharger', run: reload });
  if (banner === 'signIn') add('warning', bannerInWords(banner, waiting), { text: 'Se connecter', href: signIn });
  else if (isOver) add('warning', 'Votre connexion a expiré. Ce que vous déclarez est gardé sur cet appareil\u00a0; connectez-vous pour envoyer.', { text: 'Se connecter', href: signIn });
  else if (banner === 'barred' || isBarred) add('warning', bannerInWords('barred', waiting));
  else if (banner === 'confirm') add('info', bannerInWords(banner, waiting));
  if (isAway && !isOver && banner !== 'signIn') add('info', ('Pas de réseau. ' + (isKeeping ? 'Ce que vous déclarez est enregistré sur cet appareil et part tout seul ensuite. ' : '') + waitingInWords(waiting)).trim());
  add('warning', clock);
  add('info', keeping);
  if (isNew) add('info', 'Une nouvelle version de l’application est prête. Elle sera prise dès que rien n’est en cours.');
  return found;
}
