// Pictures to print or to send: plain links, which the session's cookie goes with, to what the page shows now.

import { byId } from './elements.js';

// address() of the picture
export function offer(id, address) {
  const link = byId(id);
  const renew = () => { link.href = address(); };
  renew();
  for (const event of ['pointerdown', 'focus', 'click']) link.addEventListener(event, renew);
}
