// The form of a declaration on a page of its own, where the application did not open it: made quick, and sent once.

import { byId } from './elements.js';
import { dayIn } from './formats.js';
import { Fields } from './mairie-fields.js';

const form = byId('declaration');
if (form) {
  // The server wrote its today into the field.
  new Fields(form, () => byId('date')?.max || dayIn('Europe/Paris', Date.now()));
  let isSent = false;
  form.addEventListener('submit', event => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  // Out of the browser's memory it may be sent again, with the same id.
  addEventListener('pageshow', event => { if (event.persisted) isSent = false; });
}
