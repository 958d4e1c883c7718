// The line over a page that says what went wrong.

import { byId } from './elements.js';

export function problem(sentence) {
  if (sentence && byId('problem-text').textContent !== sentence) byId('problem-text').textContent = sentence;
  byId('problem').hidden = !sentence;
}
