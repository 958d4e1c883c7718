// Parts of the mairie's screens: filled anew only where what they show has changed, so that nobody loses their place.

import { make } from './elements.js';

const shown = new WeakMap();

// Fills an element with what build(facts) gives, unless it shows these facts already. What had the focus has it again, by its
// data-key; where it is gone, the element's heading has it, or the page's.
export function fill(element, facts, build) {
  const text = JSON.stringify(facts);
  if (shown.get(element) === text) return;
  shown.set(element, text);
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  element.replaceChildren(...[build(facts)].flat(3).filter(Boolean));
  element.hidden = !element.childNodes.length;
  if (!focused) return;
  const again = focused.dataset.key && [...element.querySelectorAll('[data-key]')].find(each => each.dataset.key === focused.dataset.key);
  const next = again ?? element.querySelector('[tabindex="-1"]') ?? (element.hidden ? document.querySelector('#mairie h1') : element);
  if (next === element) element.tabIndex = -1;
  next?.focus();
}

export function button(text, run, { kind = '', key = null, hint = null } = {}) {
  const classes = ['fr-btn', ...kind.split(' ').filter(Boolean).map(each => 'fr-btn--' + each)];
  const made = make('button', { class: classes.join(' '), type: 'button', 'data-key': key }, text, hint ? make('span', { class: 'fr-sr-only' }, hint) : null);
  // One press is one act, however often it is pressed.
  made.addEventListener('click', async () => {
    if (made.getAttribute('aria-disabled') === 'true') return;
    made.setAttribute('aria-disabled', 'true');
    try { await run(); } finally { made.removeAttribute('aria-disabled'); }
  });
  return made;
}

export const link = (text, href, attributes) => make('a', { class: 'fr-link', href, ...attributes }, text);
export const buttons = (...made) => make('div', { class: 'vigie-buttons' }, ...made);
// Leads from a line of the list to the declaration.
export function lineLink({ id, what, day }) {
  return make('a', { class: 'vigie-line-link', href: '#declaration-' + id, 'data-key': 'line ' + id },
    make('span', { class: 'vigie-line-what' }, what), make('span', { class: 'vigie-line-when' }, day));
}
export const badge = (kind, text) => make('p', { class: 'fr-badge fr-badge--sm fr-badge--' + kind }, text);

export function alert(kind, title, ...content) {
  return make('div', { class: 'fr-alert fr-alert--' + kind, tabindex: '-1' }, title ? make('h2', { class: 'fr-alert__title' }, title) : null, ...content);
}

// A step of the guided first declaration; end() once somebody has gone through.
export function guide(step, end) {
  return step ? make('div', { class: 'vigie-guide' }, make('p', { class: 'vigie-guide-step' }, 'Étape ' + step.number + ' sur ' + step.of),
    make('h2', null, step.title), make('p', null, step.text), step.isLast ? button('C’est compris', end, { kind: 'sm secondary', key: 'understood' }) : null) : [];
}

// Reasons of a change, of which one is chosen.
export function reasonGroup(label, reasons, chosen = '') {
  const options = [make('option', { value: '' }, 'Choisissez un motif'), ...reasons.map(text => make('option', { value: text, selected: text === chosen }, text))];
  return make('div', { class: 'fr-select-group', id: 'motif-groupe' }, make('label', { class: 'fr-label', for: 'motif' }, label),
    make('select', { class: 'fr-select', id: 'motif', name: 'motif', required: true, 'aria-describedby': 'motif-erreur' }, options), make('div', { class: 'vigie-field-error', id: 'motif-erreur' }));
}

// Whether the commune was lent for practice, by the page's address. Whose own lies in the exercise department is at home in it.
export const isLent = () => location.pathname.startsWith('/mairie/exercice');
// The first screen of a commune.
export const homeOf = code => isLent() ? '/mairie/exercice' : '/mairie/?commune=' + code;
