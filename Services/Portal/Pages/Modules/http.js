// Asking the server: one place for who asks, for refusals, and for what people are told of them.

import * as session from './session.js';
import { hard } from './formats.js';

// The server answered, and refused. What it says stands in a problem document (RFC 9457), or nowhere.
export class Refused extends Error {
  constructor(status, problem = {}, retryAfter = null) {
    super('refused with ' + status);
    this.status = status;
    this.detail = typeof problem.detail === 'string' ? problem.detail : null;
    this.reason = typeof problem.reason === 'string' ? problem.reason : null;
    this.field = typeof problem.field === 'string' ? problem.field : null;
    this.retryAfter = retryAfter;
  }

  // Whether the same again would be refused again.
  get isFinal() { return this.status !== 503 && this.status !== 429 && this.status < 500; }
  get isForbidden() { return this.status === 401 || this.status === 403; }
}

export async function refusal(answer) {
  const isJSON = /json/.test(answer.headers.get('Content-Type') ?? '');
  const problem = isJSON ? await answer.json().catch(() => ({})) : {};
  const seconds = Number.parseInt(answer.headers.get('Retry-After') ?? '', 10);
  return new Refused(answer.status, problem ?? {}, Number.isFinite(seconds) ? seconds : null);
}

// The answer to a question. A session that is over leads to where people sign in.
export async function ask(path, accept = 'application/json', options = {}) {
  const answer = await fetch(path, { ...options, headers: { ...session.headers(Boolean(options.method)), Accept: accept, 'Accept-Language': 'fr', ...options.headers } });
  if (answer.ok) return answer;
  const refused = await refusal(answer);
  if (refused.status === 401) session.lost();
  throw refused;
}

export const json = async path => (await ask(path)).json();
export const text = async (path, accept) => (await ask(path, accept)).text();

// Sends JSON, and reads what comes back.
export async function send(path, body, method = 'POST') {
  const answer = await ask(path, 'application/json', { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  return answer.json().catch(() => ({}));
}

// What a person is told. `what` may have words of its own for a status: { 404: '…' }.
export function sentence(error, what = {}) {
  if (!(error instanceof Refused)) return what.away ?? 'Pas de réponse du serveur. La page réessaie toute seule.';
  if (what[error.status]) return what[error.status];
  switch (error.status) {
  case 401: return 'Votre connexion a expiré.';
  case 403: return 'Votre compte ne permet pas de lire ces chiffres.';
  case 404: return 'Cela n’existe pas, ou plus.';
  case 409: return 'Cela a changé entre-temps' + hard + ': ce qui est affiché est à jour.';
  case 413: return 'L’envoi est trop volumineux.';
  case 422: return 'Un des champs n’est pas accepté. Vérifiez ce que vous avez écrit.';
  case 429: return 'Trop de demandes' + hard + ': réessayez dans ' + (error.retryAfter > 1 ? error.retryAfter + ' secondes.' : 'un instant.');
  case 503: return 'Le service est momentanément indisponible. La page réessaie toute seule.';
  default: return error.status >= 500 ? 'Une erreur s’est produite sur le serveur. La page réessaie toute seule.' : 'Le serveur a refusé la demande (' + error.status + ').';
  }
}
