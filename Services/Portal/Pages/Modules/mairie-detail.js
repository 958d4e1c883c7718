// One declaration in the application: its receipt, its history, and what may still be done to it.

import { make } from './elements.js';
import { reasons } from './vocabulary.js';
import { detail } from './mairie-lines.js';
import { alert, badge, button, buttons, fill, reasonGroup } from './mairie-parts.js';
import { fullDayName } from './mairie-words.js';

export class DetailView {
  #app; #id; #receipt; #todo; #history; #actions; #isWithdrawing = false;

  constructor(app, id) {
    this.#app = app;
    this.#id = id;
    this.title = 'Déclaration';
    this.heading = make('h1', { tabindex: '-1' }, 'Déclaration', make('span', { class: 'vigie-of' }, app.commune.name));
    const back = make('a', { class: 'fr-link vigie-back', href: app.home }, 'Retour à la mairie');
    back.addEventListener('click', event => { event.preventDefault(); app.back(); });
    [this.#receipt, this.#todo, this.#history, this.#actions] = ['div', 'div', 'div', 'div'].map(name => make(name));
    this.#receipt.className = 'vigie-receipt';
    this.element = make('div', null, make('p', null, back), this.heading, this.#receipt, this.#todo, this.#history, this.#actions);
  }

  begin() { this.draw(); }

  draw() {
    const { view } = this.#app;
    const shown = detail(this.#id, view);
    if (!shown) {
      fill(this.#receipt, 'none', () => make('p', null, 'Cette déclaration n’est pas connue ici. Elle l’est peut-être une fois le réseau revenu.'));
      for (const part of [this.#todo, this.#history, this.#actions]) fill(part, null, () => []);
      return;
    }
    const { entry, content, ...facts } = shown;
    fill(this.#receipt, { ...facts, history: null }, () => [
      make('p', { class: 'vigie-receipt-number' }, 'n° ' + shown.number), make('p', { class: 'vigie-receipt-what' }, shown.what + ', ' + shown.day), badge(shown.badge, shown.stateText),
      shown.because || shown.meaning ? make('p', null, shown.because || shown.meaning) : null, shown.isOnBehalf ? make('p', null, 'Déclarée à la place de la mairie.') : null,
      shown.receipt ? make('details', null, make('summary', null, 'Reçu complet'), make('p', { class: 'vigie-verbatim' }, shown.receipt)) : null
    ]);
    fill(this.#todo, { days: shown.days, conflict: shown.conflict, needsYes: shown.needsYes, key: shown.key }, () => this.#questions(shown));
    fill(this.#history, shown.history, history => history.length > 1 || history.some(each => each.reason) ? section('Historique', make('ol', { class: 'vigie-history' }, history.map(past))) : []);
    const { mayCorrect, mayWithdraw, key, revision, isHere } = shown;
    fill(this.#actions, { mayCorrect, mayWithdraw, key, revision, isHere, isWithdrawing: this.#isWithdrawing }, () => this.#offers(shown));
  }

  // What waits for a person.
  #questions(shown) {
    const { outbox, today } = this.#app;
    if (shown.days) {
      return alert('warning', 'Quel jour était-ce\u00a0?', make('p', null, shown.because),
        buttons(shown.days.map(day => button('Le ' + fullDayName(day, today).replace(/^(aujourd’hui|hier), /, ''), () => outbox.chooseDay(shown.key, day), { key: day }))));
    }
    if (shown.conflict) return this.#versions(shown);
    if (shown.needsYes) {
      return alert('warning', 'À confirmer', make('p', null, shown.because), buttons(button('Confirmer l’envoi', () => outbox.confirm([shown.key]), { key: 'confirm' })));
    }
    return [];
  }
  #versions({ conflict, key }) {
    const { outbox } = this.#app;
    const one = (title, { what, when }, action) =>
      make('div', { class: 'vigie-version' }, make('h3', null, title), make('p', { class: 'vigie-line-what' }, what), make('p', null, when), action);
    const chosen = reasonGroup('Motif, si vous gardez la vôtre', reasons);
    const keep = async () => {
      const select = chosen.querySelector('select');
      if (!select.value) return this.#lacks(chosen, 'Choisissez le motif.');
      await outbox.keepMine(key, select.value);
    };
    return make('section', { class: 'vigie-conflict' }, make('h2', { tabindex: '-1' }, 'Deux versions\u00a0: laquelle est juste\u00a0?'),
      make('p', null, 'La même déclaration a été reçue avec deux contenus. Rien n’est perdu\u00a0: choisissez celle qui doit compter.'),
      make('div', { class: 'vigie-versions' }, one('Celle de cet appareil', conflict.mine, [chosen, button('Celle-ci est juste', keep, { key: 'mine' })]),
        one('Celle qui compte aujourd’hui', conflict.theirs, button('Garder celle-ci', () => outbox.keepTheirs(key), { kind: 'secondary', key: 'theirs' }))));
  }

  // What a person may do.
  #offers(shown) {
    const list = [];
    const name = shown.state === 'refused' && shown.revision === 1 ? 'Corriger et déclarer de nouveau' : 'Corriger';
    if (shown.mayCorrect) list.push(make('a', { class: 'fr-btn fr-btn--secondary', href: '#corriger-' + shown.id, 'data-key': 'correct' }, name));
    if (shown.mayWithdraw && !this.#isWithdrawing) list.push(button('Retirer', () => this.#withdraw(shown), { kind: 'tertiary', key: 'withdraw' }));
    list.push(make('a', { class: 'fr-btn' + (list.length ? ' fr-btn--tertiary' : ''), href: '#declarer', 'data-key': 'again' }, 'Déclarer un autre décès'));
    return [this.#isWithdrawing ? this.#withdrawal(shown) : null, buttons(list)].filter(Boolean);
  }
  async #withdraw(shown) {
    // What never left is taken back at once.
    if (shown.isHere) return this.#app.withdraw(shown, null);
    this.#isWithdrawing = true;
    this.draw();
    this.#actions.querySelector('h2').focus();
  }
  #withdrawal(shown) {
    const chosen = reasonGroup('Pourquoi la retirer\u00a0?', reasons);
    const leave = () => { this.#isWithdrawing = false; this.draw(); };
    const run = async () => {
      const { value } = chosen.querySelector('select');
      if (!value) return this.#lacks(chosen, 'Choisissez le motif.');
      await this.#app.withdraw(shown, value);
      leave();
    };
    return make('section', null, make('h2', { tabindex: '-1' }, 'Retirer cette déclaration'), make('p', null, 'Elle ne comptera plus. L’historique la garde.'), chosen,
      buttons(button('Retirer', run, { key: 'withdraw-now' }), button('Annuler', leave, { kind: 'tertiary', key: 'keep' })));
  }
  #lacks(group, text) {
    group.classList.add('fr-select-group--error');
    group.querySelector('.vigie-field-error').replaceChildren(make('p', { class: 'fr-error-text' }, text));
    const select = group.querySelector('select');
    select.setAttribute('aria-invalid', 'true');
    select.focus();
  }
}

const section = (title, ...content) => make('section', null, make('h2', null, title), ...content);
// One revision of the history.
function past({ what, state, when, isOnBehalf, reason }) {
  return make('li', null, make('p', null, make('strong', null, what)), make('p', null, state + ', ' + when + (isOnBehalf ? ' – à la place de la mairie' : '')),
    reason ? make('p', null, 'Motif\u00a0: ' + reason) : null);
}
