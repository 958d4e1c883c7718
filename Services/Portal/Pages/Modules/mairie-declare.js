// The form in the application: a death declared, or a declaration corrected.

import { make } from './elements.js';
import { numberOf } from './outbox-entry.js';
import { reasons } from './vocabulary.js';
import { Fields } from './mairie-fields.js';
import { check } from './mairie-draft.js';
import { others } from './mairie-lines.js';
import { alert, button, buttons, guide, reasonGroup } from './mairie-parts.js';
import { dayName, isSurprising, surprise, what } from './mairie-words.js';

export class DeclareView {
  #app; #draft; #fields; #form; #isSending = false; #agreed = new Set();

  // app: see mairie.js; draft: what the form holds; isKept: whether it was begun before
  constructor(app, draft, { isKept = false } = {}) {
    this.#app = app;
    this.#draft = draft;
    this.isCorrection = draft.key !== null || draft.revision > 1;
    this.title = this.isCorrection ? 'Corriger la déclaration n° ' + numberOf(draft.id) : 'Déclarer un décès';
    this.heading = make('h1', { tabindex: '-1' }, this.title, make('span', { class: 'vigie-of' }, app.commune.name));
    const content = document.getElementById('formulaire').content.cloneNode(true);
    this.#form = content.querySelector('form');
    this.#form.querySelector('[name="id"]').value = draft.id;
    this.#form.querySelector('[name="commune"]').value = app.commune.code;
    this.#form.querySelector('#motif-groupe')?.remove();
    if (draft.needsReason) this.#form.querySelector('#envoi').before(reasonGroup('Pourquoi ce changement\u00a0?', reasons, draft.reason));
    if (this.isCorrection) this.#form.querySelector('#envoi [type="submit"]').textContent = 'Envoyer la correction';
    this.element = make('div', null, make('p', null, this.#back()), this.heading, this.isCorrection ? null : this.#before(isKept), this.#form);
  }

  // Once it stands in the page.
  begin() {
    this.#fields = new Fields(this.#form, () => this.#app.today, () => this.#typed());
    this.#fields.write(this.#draft);
    this.#form.addEventListener('submit', event => { event.preventDefault(); this.#send(); });
    this.#form.querySelector('[data-annuler]').addEventListener('click', event => { event.preventDefault(); this.#app.leaveForm(); });
  }
  draw() { this.#fields.show(); }

  // What stands before the form of a new declaration.
  #before(isKept) {
    const anew = () => button('Tout effacer', () => this.#app.startAnew(), { kind: 'sm tertiary' });
    return [
      guide(this.#app.guideStep(true)), isKept ? make('p', { class: 'vigie-kept' }, 'Vous aviez commencé cette déclaration. ', anew()) : null, this.#app.rule.cloneNode(true)
    ].flat();
  }
  #back() {
    const made = make('a', { class: 'fr-link vigie-back', href: this.#app.home }, 'Retour');
    made.addEventListener('click', event => { event.preventDefault(); this.#app.back(); });
    return made;
  }
  #typed() {
    this.#draft = { ...this.#draft, ...this.#fields.read() };
    this.#app.keepDraft(this.#draft);
  }

  async #send() {
    if (this.#isSending) return;
    this.#isSending = true;
    const submit = this.#form.querySelector('#envoi [type="submit"]');
    submit.setAttribute('aria-disabled', 'true');
    try {
      this.#typed();
      const { errors, typed } = check(this.#draft, this.#app.commune.code, { today: this.#app.today, least: this.#fields.least });
      if (errors.length) return this.#fields.fault(errors);
      this.#fields.clear();
      if (await this.#isAsked(typed)) return;
      await this.#app.record(this.#draft, typed, [...this.#agreed].some(each => each.startsWith('alike ')));
    } catch (error) {
      this.#tell(error);
    } finally {
      this.#isSending = false;
      submit.removeAttribute('aria-disabled');
    }
  }

  // MARK: questions, never walls

  // Whether there is something to look at first. What was said yes to is not asked again, unless it has changed.
  async #isAsked(typed) {
    const content = [typed.occurredOn, typed.place, typed.cause, typed.deaths].join(' ');
    const alike = this.isCorrection || this.#agreed.has('alike ' + content) ? [] : await this.#app.outbox.similar(typed, others(this.#app.state, typed.commune));
    if (alike.length) {
      this.#ask('N’est-ce pas déjà déclaré\u00a0?', [
        make('p', null, 'Aujourd’hui a déjà été déclaré, dans votre commune\u00a0:'),
        make('ul', null, alike.slice(0, 5).map(each => make('li', null, what(each) + ', ' + dayName(each.occurredOn, this.#app.today) + ' – n° ' + numberOf(each.id))))
      ], 'alike ' + content, 'C’est un autre décès\u00a0: envoyer', 'C’est le même\u00a0: ne pas envoyer', () => this.#app.leaveForm());
      return true;
    }
    const usual = this.#app.state?.usual ?? null;
    if (isSurprising(typed.deaths, usual) && !this.#agreed.has('number ' + content)) {
      this.#ask('Ce nombre est-il juste\u00a0?', [make('p', null, surprise(typed.deaths, this.#app.commune.name, usual))], 'number ' + content, 'C’est juste\u00a0: envoyer', 'Changer le nombre',
        () => { this.#fields.clear(); this.#form.elements.nombre.focus(); this.#form.elements.nombre.select(); });
      return true;
    }
    return false;
  }
  #ask(title, content, agreement, yes, no, otherwise) {
    const agree = () => { this.#agreed.add(agreement); return this.#send(); };
    const made = alert('warning', title, ...content, buttons(button(yes, agree), button(no, otherwise, { kind: 'secondary' })));
    made.id = 'question';
    document.getElementById('declaration-avant').replaceChildren(made);
    made.focus();
  }

  // MARK: what cannot be recorded

  #tell(error) {
    const isOutdated = error.constructor.name === 'Outdated';
    // Where nothing can be kept, the form may still be posted, as it would be without this module.
    const mayPost = this.#form.querySelector('[name="jeton"]')?.value && !this.isCorrection && navigator.onLine;
    const offer = isOutdated ? button('Recharger', () => location.reload()) : mayPost ? button('Envoyer sans l’enregistrer ici', () => { this.#app.dropDraft(); this.#form.submit(); }) : null;
    const made = alert('error', 'La déclaration n’est pas enregistrée', make('p', null, whyNot(error)), buttons(offer));
    made.id = 'erreurs';
    document.getElementById('declaration-avant').replaceChildren(made);
    made.focus();
  }
}

function whyNot(error) {
  if (error.field === 'account') return 'Connectez-vous pour déclarer.';
  if (error.field === 'commune') return 'Votre compte ne permet pas de déclarer pour cette commune.';
  switch (error.constructor.name) {
  case 'Outdated': return 'Cette page est d’une version plus ancienne de l’application. Rechargez-la\u00a0: ce que vous avez saisi sera encore là.';
  case 'Full': return 'Trop de déclarations attendent déjà sur cet appareil. Connectez-le au réseau pour les envoyer.';
  default: return 'Cet appareil n’a pas pu l’enregistrer. Elle n’est ni gardée, ni envoyée.';
  }
}
