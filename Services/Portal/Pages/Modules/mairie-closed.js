// The application when nobody is signed in, or when it does not know for which commune it was opened: how many declarations wait here,
// and no more.

import { make } from './elements.js';
import { signInAddress } from './session.js';
import { fill, link } from './mairie-parts.js';

export class ClosedScreen {
  #app; #rest; #isNobody; #roles;

  constructor(app, { isNobody, roles }) {
    this.#app = app;
    this.#isNobody = isNobody;
    this.#roles = roles;
    this.title = 'Mairie';
    this.heading = make('h1', { tabindex: '-1' }, 'Mairie');
    this.#rest = make('div');
    this.element = make('div', null, this.heading, this.#rest);
  }

  draw() {
    const communes = this.#roles.filter(({ role, territory }) => role === 'clerk' && territory.startsWith('commune:')).map(({ territory }) => territory.slice(8));
    fill(this.#rest, { unsent: this.#app.unsentInWords(), communes }, facts => [
      facts.unsent ? make('div', { class: 'fr-alert fr-alert--warning' }, make('p', null, facts.unsent + ' Rien n’est perdu\u00a0: connectez-vous pour les envoyer.')) : null,
      make('p', null, this.#isNobody ? 'Personne n’est connecté sur cet appareil. Connectez-vous une première fois avec le réseau\u00a0; ensuite, l’application fonctionne aussi sans lui.'
        : facts.communes.length ? 'Pour quelle commune\u00a0?' : 'Pour choisir une commune, il faut le réseau.'),
      facts.communes.length && !this.#isNobody ? make('ul', { class: 'vigie-places' }, facts.communes.map(place)) : null,
      make('p', null, link('Se connecter', signInAddress(location), { class: 'fr-btn' }))
    ]);
  }
}

const place = code => make('li', null, make('a', { class: 'vigie-place', href: '/mairie/?commune=' + code }, 'Commune ' + code));
