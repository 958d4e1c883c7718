// The server's picture as the page's map: repainted commune by commune, in the classes that its legend tells.

import { byId } from './elements.js';

// Puts a picture in its place. Its own style sheet, which the page's policy refuses as soon as it is read, is left out before: each
// area has its colour as an attribute too.
export function showPicture(host, source) {
  const parsed = new DOMParser().parseFromString(source.replace(/<style>[^<]*<\/style>/g, ''), 'image/svg+xml').documentElement;
  if (parsed.nodeName !== 'svg') throw new Error('map');
  host.replaceChildren(document.importNode(parsed, true));
}

// The classes of the map, as its legend tells them.
function classes(svg) {
  return Array.from(svg.querySelectorAll('.legend-entry'), entry => {
    const lower = entry.getAttribute('data-lower');
    return {
      name: entry.getAttribute('data-class'), lower: lower === '0+' ? Number.MIN_VALUE : lower === null ? null : Number(lower),
      fill: entry.querySelector('rect').getAttribute('fill')
    };
  });
}
function classOf(value, entries) {
  return entries.findLast(each => typeof value === 'string' ? each.name === value : each.lower !== null && each.lower <= value) ?? null;
}

export function repaintPicture(svg, communes, reading, words) {
  const entries = classes(svg);
  for (const commune of communes) {
    const path = svg.getElementById('c' + commune.commune);
    const entry = classOf(reading(commune), entries);
    if (!path || !entry || path.classList.contains(entry.name)) continue;
    path.setAttribute('class', 'commune ' + entry.name);
    path.setAttribute('fill', entry.fill);
    const title = path.querySelector('title');
    if (title) title.textContent = commune.name + '\u00a0: ' + words(commune);
  }
}

export function outlinePicture(host, codes) {
  const attributes = ['data-outlined', 'stroke', 'stroke-width', 'vector-effect'];
  for (const path of host.querySelectorAll('[data-outlined]')) for (const name of attributes) path.removeAttribute(name);
  for (const code of codes) {
    const path = byId('c' + code);
    if (!path) continue;
    ['true', '#161616', '3', 'non-scaling-stroke'].forEach((value, index) => path.setAttribute(attributes[index], value));
    // On top of its neighbours, whose borders would cover half of the line.
    path.parentNode.append(path);
  }
}
