// What a person may do to an alert: buttons, and one small form at a time. An action carries an id of its own, so that
// sending it twice does it once. Whoever is signed in signs it: nobody is asked for a name.

import { hard } from './formats.js';
import { sentence } from './http.js';
import { make } from './elements.js';
import { isAllowed, levelsFor, newID } from './alert-rules.js';
import { alertActions, levels } from './vocabulary.js';

const failure = error => sentence(error, {
  403: 'Vous ne pouvez pas agir sur cette alerte.', 404: 'Cette alerte n’existe plus.',
  409: 'L’alerte a changé entre-temps' + hard + ': cette action n’est plus possible. Ce qui est affiché ici est à jour.',
  away: 'Pas de réponse du serveur. Envoyez de nouveau' + hard + ': la même action ne compte qu’une fois.',
  503: 'Le service est momentanément indisponible. Envoyez de nouveau' + hard + ': la même action ne compte qu’une fois.'
});

export class AlertActions {
  #options; #said; #alert = null; #open = null;
  #buttons = new Map();

  // options: id (of the alert), send(verb, body) → promise, done(verb, answer, sentence), refused(error)
  constructor(options) {
    this.#options = options;
    const row = make('div', { class: 'action-row', role: 'group', 'aria-label': 'Agir sur l’alerte' });
    this.#said = make('p', { class: 'said', role: 'status', tabindex: '-1' });
    this.node = make('div', { class: 'actions' }, row, this.#said);
    for (const action of alertActions) {
      const button = make('button', { type: 'button', class: 'fr-btn fr-btn--sm fr-btn--secondary', 'data-verb': action.verb, 'aria-expanded': 'false' }, action.name);
      button.addEventListener('click', () => { if (this.#open?.action === action) this.#fold(true); else this.#unfold(action); });
      row.append(button);
      this.#buttons.set(action.verb, button);
    }
  }

  // Shows what may be done to the alert as it is now. A form that is being filled in stays, so that no word is lost.
  update(alert, mayAct) {
    this.#alert = alert;
    this.node.hidden = !mayAct;
    for (const action of alertActions) {
      const button = this.#buttons.get(action.verb);
      if (button.textContent !== this.#nameOf(action)) button.textContent = this.#nameOf(action);
      button.hidden = !isAllowed(action.verb, alert) && this.#open?.action !== action;
    }
  }
  // Says what was done, where the focus can rest: on a button it would lie on the next action.
  say(text) {
    this.#said.textContent = text;
    this.#said.focus();
  }

  // A red that somebody confirmed can be taken back.
  #nameOf(action) { return action.verb === 'decline' && this.#alert?.confirmation === 'confirmed' ? 'Retirer la confirmation' : action.name; }

  #fold(refocus) {
    if (!this.#open) return;
    const button = this.#buttons.get(this.#open.action.verb);
    this.#open.form.remove();
    button.setAttribute('aria-expanded', 'false');
    this.#open = null;
    if (refocus) button.focus();
  }

  #unfold(action) {
    if (this.#open?.isBusy) return;
    this.#fold(false);
    this.#said.textContent = '';
    const id = 'action-' + this.#options.id;
    const box = make('fieldset', {}, make('legend', {}, this.#nameOf(action)), action.help ? make('p', { class: 'detail' }, action.help) : null);
    const form = make('form', { class: 'action-form', 'data-verb': action.verb }, box);
    form.noValidate = true;
    const field = (label, control, name) => {
      control.id = id + '-' + name;
      box.append(make('label', { for: control.id, class: 'fr-label' }, label), control);
      return control;
    };
    const state = { action, form, isBusy: false, sent: null, actionID: null };
    if (action.levels.length) {
      const choices = levelsFor(action, this.#alert).map(level => make('option', { value: level }, levels[level].name));
      state.level = field('Nouveau niveau', make('select', { class: 'fr-select' }, choices), 'level');
    }
    state.comment = field(action.label, make('textarea', { rows: '3', maxlength: '2000', class: 'fr-input' }), 'comment');
    state.error = make('p', { class: 'error', role: 'alert', id: id + '-error' });
    state.submit = make('button', { type: 'submit', class: 'fr-btn', 'aria-describedby': id + '-error' }, this.#nameOf(action));
    const cancel = make('button', { type: 'button', class: 'fr-btn fr-btn--tertiary' }, 'Annuler');
    box.append(state.error, make('div', { class: 'action-row' }, state.submit, cancel));
    cancel.addEventListener('click', () => { if (!state.isBusy) this.#fold(true); });
    form.addEventListener('submit', event => { event.preventDefault(); this.#submit(state); });
    form.addEventListener('keydown', event => { if (event.key === 'Escape' && !state.isBusy) this.#fold(true); });
    this.#open = state;
    this.#buttons.get(action.verb).setAttribute('aria-expanded', 'true');
    this.node.append(form);
    (state.level ?? state.comment).focus();
  }

  #complain(state, control, text) {
    state.error.textContent = text;
    state.comment.removeAttribute('aria-invalid');
    state.comment.removeAttribute('aria-describedby');
    if (!control) return;
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', state.error.id);
    control.focus();
  }

  async #submit(state) {
    if (state.isBusy) return;
    const comment = state.comment.value.trim();
    const body = { ...(comment && { comment }), ...(state.level && { level: state.level.value }) };
    if (state.action.needsWords && !comment) return this.#complain(state, state.comment, 'Dites pourquoi, en quelques mots.');
    // The same words again are the same action; other words are another one.
    const sent = JSON.stringify(body);
    if (sent !== state.sent) { state.sent = sent; state.actionID = newID(); }
    state.isBusy = true;
    this.#complain(state, null, '');
    state.submit.setAttribute('aria-disabled', 'true');
    state.submit.textContent = 'Envoi…';
    try {
      const answer = await this.#options.send(state.action.verb, { ...body, id: state.actionID });
      state.isBusy = false;
      if (this.#open === state) this.#fold(false);
      this.#options.done(state.action.verb, answer, state.action.done);
    } catch (error) {
      state.isBusy = false;
      state.submit.removeAttribute('aria-disabled');
      state.submit.textContent = this.#nameOf(state.action);
      state.error.textContent = failure(error);
      if (this.#open === state) state.submit.focus();
      this.#options.refused(error);
    }
  }
}
