// What an answer means to the outbox: one of a closed list. Only what is surely the house's counts; whatever else stands between (a
// hotel's portal, a proxy) has not answered. Nothing here touches the page.
//
//   taken { receipt, warnings }       the broker holds it
//   conflict { detail }               the same id and revision says something else there
//   refused { field, reason, status } the same again would be refused again
//   tokenOver                         a new token is needed
//   barred                            this account may not declare for this commune
//   later { seconds }                 again, with the same id; whether it arrived is not known
//   unanswered                        the same, and nobody said when

const unanswered = Object.freeze({ kind: 'unanswered' });

const seconds = answer => {
  const number = Number.parseInt(answer.headers.get('Retry-After') ?? '', 10);
  return Number.isFinite(number) && number >= 0 ? Math.min(number, 3600) : null;
};
const isJSON = answer => /^application\/(problem\+)?json/.test(answer.headers.get('Content-Type') ?? '') && !answer.redirected;
// What an answer says that may be the house's own; null for what is of somebody between.
export const read = async answer => isJSON(answer) ? (await answer.json().catch(() => null)) ?? null : null;

// A problem of the house, and none of somebody between.
const isProblem = (document, status) => document?.status === status && typeof document.type === 'string' && document.type.startsWith('/problems/');

export async function ofDeclaration(answer, entry) {
  const document = await read(answer);
  if (answer.status === 202) {
    const isOurs = document?.id === entry.id && document.revision === entry.revision && typeof document.receipt === 'string' && document.receipt !== '';
    return isOurs ? { kind: 'taken', receipt: document.receipt, warnings: Array.isArray(document.warnings) ? document.warnings.map(String) : [] } : unanswered;
  }
  if (!isProblem(document, answer.status)) return later(answer);
  switch (answer.status) {
  case 409: return ofConflict(document);
  case 400: case 404: case 413: case 415: case 422: return { kind: 'refused', status: answer.status, field: document.field ?? null, reason: document.reason ?? document.detail ?? null };
  case 401: return { kind: 'tokenOver' };
  case 403: return { kind: 'barred' };
  default: return later(answer);
  }
}

// A department that is paused takes declarations again some day: they wait here. One that is closed takes none.
function ofConflict({ type, detail = null }) {
  switch (type) {
  case '/problems/department-paused': return { kind: 'later', seconds: 1800, detail };
  case '/problems/department-closed': return { kind: 'refused', status: 409, field: null, reason: detail };
  default: return { kind: 'conflict', detail };
  }
}

function later(answer) {
  return answer.status === 503 || answer.status === 429 ? { kind: 'later', seconds: seconds(answer) } : unanswered;
}

// What the ledger says of it: found { revisions }, unknown (it is not there, or not yet), tokenOver, barred, later, unanswered.
export async function ofQuestion(answer, entry) {
  const document = await read(answer);
  if (answer.status === 200) return document?.id === entry.id && Array.isArray(document.revisions) ? { kind: 'found', revisions: document.revisions } : unanswered;
  if (!isProblem(document, answer.status)) return later(answer);
  switch (answer.status) {
  case 404: return { kind: 'unknown' };
  case 401: return { kind: 'tokenOver' };
  case 403: return { kind: 'barred' };
  default: return later(answer);
  }
}

// Who is signed in: open { account, name, roles, formToken }, over, later, unanswered.
export async function ofSession(answer) {
  const document = await read(answer);
  if (answer.status === 200) {
    if (document?.signedIn !== true || typeof document.account !== 'string' || !Array.isArray(document.roles)) return unanswered;
    return { kind: 'open', account: document.account, name: document.name ?? null, roles: document.roles, formToken: document.formToken };
  }
  return answer.status === 401 && isProblem(document, 401) ? { kind: 'over' } : later(answer);
}

// A token for one commune: token { token, expiresAt }, over, barred, later, unanswered.
export async function ofToken(answer, commune) {
  const document = await read(answer);
  if (answer.status === 200) {
    const isOurs = document?.commune === commune && typeof document.token === 'string' && Number.isFinite(Date.parse(document.expiresAt));
    return isOurs ? { kind: 'token', token: document.token, expiresAt: Date.parse(document.expiresAt) } : unanswered;
  }
  if (!isProblem(document, answer.status)) return later(answer);
  switch (answer.status) {
  case 401: return { kind: 'over' };
  case 403: case 422: return { kind: 'barred' };
  default: return later(answer);
  }
}
