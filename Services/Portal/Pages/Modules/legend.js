// The legend under a map that the browser draws.

import { make } from './elements.js';
import { square } from './patterns.js';
import { scales } from './scales.js';

export function showLegend(element, indicator) {
  const list = make('ul', { class: 'legend' }, scales[indicator].classes.map(each => {
    const swatch = make('span', { class: 'swatch' });
    swatch.style.backgroundColor = each.colour;
    if (each.pattern) swatch.style.backgroundImage = 'url(' + square(each.pattern, each.ink, 8).canvas.toDataURL() + ')';
    return make('li', {}, swatch, each.label);
  }));
  element.replaceChildren(make('p', { class: 'legend-heading' }, scales[indicator].heading), list);
}
