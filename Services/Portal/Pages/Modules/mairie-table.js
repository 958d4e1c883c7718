// A table dropped in by a mairie: checked row by row, looked at, and only then sent.

import { byId, make } from './elements.js';
import { hard, plural } from './formats.js';
import { Refused, refusal } from './http.js';
import { headers, signInAddress } from './session.js';
import { looked, read, results, sourceOf, textOf } from './mairie-sheet.js';
import { alert, button, buttons, homeOf, link } from './mairie-parts.js';

const patience = 60000;
// What is taken at once, and what is shown of it.
const mostBytes = 8 * 1024 * 1024, mostShown = 200;

const help = 'Un fichier CSV, enregistré par votre tableur. La première ligne nomme les colonnes\u00a0: commune, date du décès, lieu, cause, nombre de décès.';
const noSheet = 'Ce fichier n’est pas un CSV. Dans votre tableur, choisissez «\u00a0Enregistrer sous\u00a0», puis «\u00a0CSV UTF-8\u00a0», et déposez le fichier obtenu.';

class TablePage {
  #root; #commune; #home; #address; #said; #result; #input; #name = null; #bytes = null; #sheet = null; #edition = 1; #isBusy = false;

  constructor(root) {
    this.#root = root;
    this.#commune = JSON.parse(root.dataset.state).commune;
    this.#home = homeOf(this.#commune.code);
    this.#address = root.dataset.realm === 'exercise' ? '/v1/exercise/declarations/batch' : '/v1/declarations/batch';
  }

  start() {
    this.#input = make('input', { type: 'file', id: 'tableau', accept: '.csv,.txt,text/csv', 'aria-describedby': 'tableau-aide' });
    const drop = make('div', { class: 'vigie-drop' }, make('label', { class: 'fr-label', for: 'tableau' }, 'Choisissez le tableau, ou déposez-le ici',
      make('span', { class: 'fr-hint-text', id: 'tableau-aide' }, help)), this.#input);
    this.#said = make('p', { role: 'status' });
    this.#result = make('div');
    this.#root.replaceChildren(drop, this.#said, this.#result);
    this.#input.addEventListener('change', () => this.#take(this.#input.files[0]));
    const over = isOver => event => { event.preventDefault(); drop.toggleAttribute('data-over', isOver); };
    drop.addEventListener('dragover', over(true));
    drop.addEventListener('dragleave', over(false));
    drop.addEventListener('drop', event => { over(false)(event); this.#take(event.dataTransfer.files[0]); });
    // What misses the box must not open in the browser's place.
    for (const name of ['dragover', 'drop']) addEventListener(name, event => event.preventDefault());
  }

  async #take(file) {
    if (!file || this.#isBusy) return;
    this.#show();
    if (file.size > mostBytes) return this.#fault('Ce fichier est trop grand\u00a0: 8 Mo au plus.');
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = textOf(bytes);
    if (text === null) return this.#fault(noSheet);
    this.#name = file.name;
    this.#bytes = new TextEncoder().encode(text);
    this.#sheet = read(text);
    this.#edition = 1;
    await this.#check();
  }

  async #check() {
    const answers = await this.#post(true);
    if (!answers) return;
    const seen = looked(this.#sheet, answers);
    const bad = seen.refused.length + seen.clashes.length;
    const head = bad
      ? alert('error', plural(bad, 'ligne à corriger', 'lignes à corriger'), make('p', null, plural(seen.good, 'ligne est juste', 'lignes sont justes') +
        '. Rien n’est envoyé. Corrigez le tableau dans votre tableur, enregistrez-le et déposez-le de nouveau.'))
      : alert('info', plural(seen.good, 'ligne vérifiée, prête à partir', 'lignes vérifiées, prêtes à partir'),
        make('p', null, 'Rien n’est encore envoyé. Regardez le tableau, puis envoyez-le.'));
    if (seen.passed) head.append(make('p', null, plural(seen.passed, 'ligne de total est passée', 'lignes de total sont passées') + '.'));
    const send = button(bad ? 'Envoyer seulement les lignes justes' : 'Envoyer ' + plural(seen.good, 'ligne', 'lignes'), () => this.#send(), { kind: bad ? 'secondary' : '' });
    this.#show(head, this.#table(seen), seen.good ? buttons(send, button('Ne rien envoyer', () => this.#show(), { kind: 'tertiary' })) : null);
    head.focus();
  }

  async #send() {
    const answers = await this.#post(false);
    if (!answers) return;
    const seen = looked(this.#sheet, answers);
    const taken = answers.filter(each => each.status === 202).length;
    if (seen.clashes.length) return this.#clash(seen, taken);
    const bad = seen.refused.length;
    const head = bad
      ? alert('warning', plural(taken, 'ligne reçue', 'lignes reçues'), make('p', null, plural(bad, 'autre n’a pas été acceptée', 'autres n’ont pas été acceptées') +
        '. Corrigez-les et déposez le tableau de nouveau\u00a0: ce qui est déjà envoyé ne comptera pas deux fois.'))
      : alert('success', plural(taken, 'ligne reçue', 'lignes reçues'), make('p', null, 'Elles sont comptées dans un instant, et se voient sur la page de la mairie.'));
    this.#show(head, bad ? this.#table(seen) : null, make('p', null, link('Retour à la mairie', this.#home)));
    head.focus();
  }
  // The same table was sent before with another content: a person says that this one replaces it.
  #clash(seen, taken) {
    const replace = () => { this.#edition += 1; return this.#send(); };
    const text = plural(seen.clashes.length, 'ligne diffère', 'lignes diffèrent') + ' de ce qui compte aujourd’hui' +
      (taken ? '\u00a0; ' + plural(taken, 'autre est reçue', 'autres sont reçues') : '') + '. Le nouveau tableau remplace-t-il l’ancien\u00a0? Ce qui n’a plus lieu d’être doit y rester, avec 0\u00a0décès.';
    const head = alert('warning', 'Ce tableau a déjà été envoyé, avec un autre contenu', make('p', null, text),
      buttons(button('Oui, il le remplace', replace), button('Non, garder l’ancien', () => this.#show(), { kind: 'secondary' })));
    this.#show(head, this.#table(seen));
    head.focus();
  }

  // MARK: what is shown

  #show(...content) { this.#result.replaceChildren(...content.filter(Boolean)); }
  #fault(text, ...more) {
    const made = alert('error', 'Le tableau n’est pas lu', make('p', null, text), ...more);
    this.#show(made);
    made.focus();
  }
  #table({ rows }) {
    const { header } = this.#sheet, span = header.length + 2;
    const words = { good: 'juste', refused: 'à corriger', clash: 'autre contenu', passed: 'total', unknown: '' };
    const cells = (row, isBad) => header.map((_, at) => make('td', { class: isBad && at === row.column ? 'wrong' : null }, row.cells[at] ?? ''));
    const body = rows.slice(0, mostShown).flatMap(row => {
      const isBad = row.state === 'refused' || row.state === 'clash';
      const why = [row.reason, ...row.warnings].filter(Boolean).join('. ');
      return [
        make('tr', { class: isBad ? 'bad' : null }, make('th', { scope: 'row' }, String(row.number)), cells(row, isBad), make('td', null, words[row.state])),
        why ? make('tr', { class: isBad ? 'why' : null }, make('td', { colspan: String(span) }, (isBad ? 'Ligne ' + row.number + hard + ': ' : 'À regarder' + hard + ': ') + why)) : null
      ];
    });
    const head = ['Ligne', ...header, 'Vérification'].map(name => make('th', { scope: 'col' }, name));
    const caption = this.#name + (rows.length > mostShown ? ' (les ' + mostShown + ' premières lignes sur ' + rows.length + ')' : '');
    return make('div', { class: 'vigie-sheet', tabindex: '0', role: 'region', 'aria-labelledby': 'tableau-titre' },
      make('table', null, make('caption', { id: 'tableau-titre' }, caption), make('thead', null, make('tr', null, head)), make('tbody', null, body)));
  }

  // MARK: asking

  // The batch's results, or null where there is no use of going on: people were told why.
  async #post(isDryRun) {
    if (this.#isBusy) return null;
    this.#isBusy = true;
    this.#said.textContent = isDryRun ? 'Vérification en cours…' : 'Envoi en cours…';
    try {
      const token = await this.#token();
      const query = new URLSearchParams({ source: sourceOf(this.#commune.code, this.#name), edition: String(this.#edition), ...(isDryRun && { dryRun: 'true' }) });
      const answer = await fetch(this.#address + '?' + query, {
        method: 'POST', body: this.#bytes, cache: 'no-store', credentials: 'omit', signal: deadline(),
        headers: { 'Content-Type': 'text/csv; charset=utf-8', Accept: 'application/x-ndjson, application/json', 'Accept-Language': 'fr', Authorization: 'Bearer ' + token }
      });
      if (!answer.ok) throw await refusal(answer);
      const found = results(await answer.text());
      if (!found) throw new Error('no answer of a batch');
      return found;
    } catch (error) {
      this.#refused(error);
      return null;
    } finally {
      this.#isBusy = false;
      this.#said.textContent = '';
      this.#input.value = '';
    }
  }
  async #token() {
    const answer = await fetch('/v1/token', {
      method: 'POST', body: JSON.stringify({ commune: this.#commune.code }), cache: 'no-store', credentials: 'same-origin', signal: deadline(),
      headers: { ...headers(true), 'Content-Type': 'application/json', Accept: 'application/json' }
    });
    if (!answer.ok) throw await refusal(answer);
    return (await answer.json()).token;
  }
  #refused(error) {
    const status = error instanceof Refused ? error.status : 0;
    if (status === 401) return this.#fault('Votre connexion a expiré. Rien n’est envoyé.', make('p', null, link('Se connecter', signInAddress(location))));
    if (status === 403) return this.#fault('Votre compte ne permet pas de déclarer pour cette commune.');
    if (status === 413) return this.#fault('Ce tableau est trop grand\u00a0: 10 000 lignes au plus.');
    if (status >= 400 && status < 500 && status !== 429) return this.#fault(error.reason ?? error.detail ?? 'Le tableau n’est pas compris.');
    if (status) return this.#fault('Le service est momentanément indisponible. Déposez de nouveau le tableau dans un instant\u00a0: rien ne comptera deux fois.');
    this.#fault('Pas de réseau, ou pas de réponse. Un tableau ne s’envoie qu’avec le réseau\u00a0: déposez-le de nouveau plus tard, rien ne comptera deux fois.');
  }
}

function deadline() {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), patience);
  return controller.signal;
}

const root = byId('mairie');
if (root?.dataset.state) new TablePage(root).start();
