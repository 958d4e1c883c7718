// What the worker of the mairie keeps so that the application starts without network: the shell of one version, and nothing else.
// Everything in it was fetched without the cookie, so that it cannot be anybody's answer.

const prefix = 'vigie-mairie-';

export const cacheOf = version => prefix + version;
// Caches of other versions of this worker; others' caches are not its own to clear.
export const outdated = (names, version) => names.filter(name => name.startsWith(prefix) && name !== cacheOf(version));

// How a request is answered: 'page' (the network, else the shell), 'shell' (the cache), or null: the worker has no part in it.
// shell: the addresses that are kept.
export function way(request, shell, origin) {
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== origin) return null;
  if (request.mode === 'navigate') return address.pathname.startsWith('/mairie/') ? 'page' : null;
  return shell.includes(address.pathname + address.search) ? 'shell' : null;
}

// Whether an answer may be kept: whole, from here, not led elsewhere, and not for one reader alone.
export function mayKeep(answer) {
  return answer.status === 200 && !answer.redirected && answer.type === 'basic' && !/\b(private|no-store)\b/.test(answer.headers.get('Cache-Control') ?? '');
}

// How each is asked for: without the cookie. What is named by its content the browser may have already, and then nothing travels; the rest
// comes from the server rather than from what was kept of another day.
export const asked = address => ({ credentials: 'omit', redirect: 'error', cache: address.startsWith('/assets/') ? 'default' : 'no-cache' });
