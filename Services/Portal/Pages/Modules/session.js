// Who reads, in one place. The session is a cookie that no script sees: pages know only whether there is one, and a mark that
// tells it from another.

const root = () => document.documentElement;

export const isOpen = () => Boolean(root().dataset.session);

// What a request says beside the cookie, which by itself changes nothing.
export function headers(changes = false) {
  const token = changes ? document.querySelector('meta[name="jeton"]')?.content : null;
  return token ? { 'X-Vigie-Token': token } : {};
}

// Tells one session from another without naming it: pages that have the same mark share one stream.
export function mark() { return root().dataset.session ?? ''; }

// MARK: when it is over

// The address where people sign in, and come back from to where they were.
export function signInAddress(place) {
  return '/connexion?suite=' + encodeURIComponent(place.pathname + place.search);
}

let hasLeft = false;

// The session is over, or there is none: to where people sign in. Of several requests that are refused, the first leads there.
export function lost() {
  if (hasLeft) return;
  hasLeft = true;
  location.assign(signInAddress(location));
}
