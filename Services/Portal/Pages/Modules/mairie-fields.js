// The form of a declaration, as the server wrote it, made quick: the date only where another day is chosen, a number by one tap more
// or less, what is about to leave beside the button, and errors bound to their fields.

import { byId, make } from './elements.js';
import { summary } from './mairie-words.js';
import { dayOf } from './mairie-draft.js';

const groups = { lieu: 'fr-fieldset--error', nature: 'fr-fieldset--error', date: 'fr-input-group--error', nombre: 'fr-input-group--error', motif: 'fr-select-group--error' };
const groupOf = field => byId(field === 'lieu' || field === 'nature' ? field : field + '-groupe');

export class Fields {
  #form; #today; #onInput;

  // today() the civil day where the commune is; onInput() something was typed or chosen
  constructor(form, today, onInput = () => {}) {
    this.#form = form;
    this.#today = today;
    this.#onInput = onInput;
    this.#step();
    form.addEventListener('input', () => this.#typed());
    form.addEventListener('change', () => this.#typed());
    this.show();
  }

  // What is chosen and typed, as a draft has it.
  read() {
    const form = this.#form.elements;
    return {
      place: form.lieu?.value || null, cause: form.nature?.value || null, choice: form.jour?.value || 'autre', date: form.date?.value ?? '', number: form.nombre?.value ?? '',
      reason: form.motif?.value ?? ''
    };
  }
  write(draft) {
    for (const [name, value] of [['lieu', draft.place], ['nature', draft.cause], ['jour', draft.choice]]) {
      for (const input of this.#form.querySelectorAll('input[name="' + name + '"]')) input.checked = input.value === value;
    }
    byId('date').value = draft.choice === 'autre' ? draft.date : '';
    byId('date').max = this.#today();
    byId('nombre').value = draft.number;
    if (byId('motif')) byId('motif').value = draft.reason;
    this.show();
  }
  get least() { return byId('date')?.min ?? ''; }

  #typed() {
    this.show();
    this.#onInput();
  }
  // What depends on what is chosen.
  show() {
    const draft = this.read();
    byId('date-groupe').hidden = draft.choice !== 'autre';
    const text = summary({ ...draft, deaths: Number.parseInt(draft.number, 10), day: dayOf(draft, this.#today()) }, this.#today());
    if (byId('resume').textContent !== text) byId('resume').textContent = text;
  }

  #step() {
    const input = byId('nombre');
    const add = by => {
      input.value = String(Math.min(Math.max((Number.parseInt(input.value, 10) || 0) + by, 1), 10000));
      this.#typed();
      byId('nombre-dit').textContent = input.value;
    };
    const made = (text, name, by) => {
      const button = make('button', { class: 'fr-btn fr-btn--secondary', type: 'button', 'aria-label': name, 'aria-controls': 'nombre' }, text);
      button.addEventListener('click', () => add(by));
      return button;
    };
    input.before(made('−', 'Un décès de moins', -1));
    input.after(made('+', 'Un décès de plus', 1), make('span', { class: 'fr-sr-only', id: 'nombre-dit', 'aria-live': 'polite' }));
  }

  // MARK: errors

  // Tells them at the top, with the focus, and at their fields. errors: [{ field, text }]
  fault(errors) {
    this.clear();
    const list = make('ul', null, errors.map(({ field, text }) => make('li', null, field ? this.#leading(field, text) : text)));
    const title = errors.length === 1 ? 'Une réponse est à compléter' : errors.length + ' réponses sont à compléter';
    const alert = make('div', { class: 'fr-alert fr-alert--error', id: 'erreurs', tabindex: '-1' }, make('h2', { class: 'fr-alert__title' }, title), list);
    byId('declaration-avant').replaceChildren(alert);
    for (const { field, text } of errors) this.#mark(field, text);
    alert.focus();
  }
  clear() {
    byId('declaration-avant').replaceChildren();
    for (const [field, name] of Object.entries(groups)) {
      groupOf(field)?.classList.remove(name);
      byId(field + '-erreur')?.replaceChildren();
      for (const input of this.#inputs(field)) input.removeAttribute('aria-invalid');
    }
  }

  #inputs(field) { return this.#form.querySelectorAll('[name="' + field + '"]'); }
  #leading(field, text) {
    const made = make('a', { href: '#' + field }, text);
    // To the field itself; the address stays the form's.
    made.addEventListener('click', event => {
      event.preventDefault();
      const inputs = [...this.#inputs(field)];
      (inputs.find(input => input.checked) ?? inputs[0])?.focus();
    });
    return made;
  }
  #mark(field, text) {
    groupOf(field)?.classList.add(groups[field]);
    byId(field + '-erreur')?.replaceChildren(make('p', { class: 'fr-error-text' }, text));
    for (const input of this.#inputs(field)) input.setAttribute('aria-invalid', 'true');
  }
}
