// The course of a department's deaths, drawn by the page: seven-day counts, what was expected of them, and what they are
// likely to become. The same figures stand in a table beside it.

import * as french from './formats.js';
import { head, make, number } from './elements.js';
import { band, counted, description, openNowcast, path, step } from './course.js';

const space = 'http://www.w3.org/2000/svg';
// Its width is that of the page when it is drawn, so that its words can be read on a telephone too.
const margin = { left: 44, right: 14, top: 16, bottom: 34 };
const height = 280;
let last = 0;

function element(name, attributes, text) {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

class Plot {
  constructor(days, width) {
    this.days = days;
    this.width = width;
    this.top = days.reduce((n, day) => Math.max(n, counted(day), day.upper ?? 0, day.nowcast ?? 0), 1) * 1.08;
    this.x = index => margin.left + (days.length < 2 ? 0 : index / (days.length - 1)) * (width - margin.left - margin.right);
    this.y = n => height - margin.bottom - n / this.top * (height - margin.top - margin.bottom);
  }

  draw(marks) {
    last += 1;
    const id = 'plot-' + last;
    const { days, x, y } = this;
    const svg = element('svg', { viewBox: `0 0 ${this.width} ${height}`, role: 'img', 'aria-labelledby': `${id}-title ${id}-desc`, class: 'plot', focusable: 'false' });
    svg.append(
      element('title', { id: id + '-title' }, 'Décès sur 7 jours'),
      element('desc', { id: id + '-desc' }, description(days)),
      this.axes(),
      element('path', { class: 'plot-band', d: band(days, x, y) }),
      element('path', { class: 'plot-expected', d: path(days, x, y, day => day.expected) }),
      element('path', { class: 'plot-observed', d: path(days, x, y, day => counted(day)) }),
      element('path', { class: 'plot-nowcast', d: path(days, x, y, openNowcast(days)) }));
    if (marks.from) this.mark(svg, marks.from, 'début de l’épisode', 'from');
    if (marks.today) this.mark(svg, marks.today, 'aujourd’hui', 'today');
    return svg;
  }

  axes() {
    const { x, y, width } = this;
    const grid = element('g', { class: 'plot-axis', 'aria-hidden': 'true' });
    for (let n = 0; n <= this.top; n += step(this.top)) {
      grid.append(
        element('line', { x1: margin.left, x2: width - margin.right, y1: y(n), y2: y(n) }),
        element('text', { x: margin.left - 6, y: y(n) + 4, 'text-anchor': 'end' }, french.integer(n)));
    }
    this.days.forEach((day, index) => {
      if (day.date.slice(8) !== '01' || x(index) > width - margin.right - 30) return;
      grid.append(
        element('line', { x1: x(index), x2: x(index), y1: y(0), y2: y(0) + 5 }),
        element('text', { x: x(index) + 3, y: height - margin.bottom + 18 }, french.date(day.date, { month: width < 500 ? 'short' : 'long' })));
    });
    return grid;
  }

  // A day with a name: where the episode began, today.
  mark(svg, day, name, kind) {
    const index = this.days.findIndex(each => each.date === day);
    if (index < 0) return;
    const group = element('g', { class: 'plot-mark ' + kind, 'aria-hidden': 'true' });
    group.append(
      element('line', { x1: this.x(index), x2: this.x(index), y1: margin.top - 4, y2: height - margin.bottom }),
      element('text', { x: this.x(index) - 4, y: kind === 'today' ? margin.top + 6 : margin.top + 20, 'text-anchor': 'end' }, name));
    svg.append(group);
  }
}

function legend() {
  const entries = [['plot-observed', 'déclarés'], ['plot-nowcast', 'estimés une fois tout déclaré'], ['plot-expected', 'attendus'], ['plot-band', 'entre les bornes habituelles']];
  return make('ul', { class: 'plot-legend' }, entries.map(([kind, name]) => {
    const sample = element('svg', { viewBox: '0 0 30 12', width: 30, height: 12, 'aria-hidden': 'true', class: 'plot', focusable: 'false' });
    sample.append(element('path', { class: kind, d: kind === 'plot-band' ? 'M0 0H30V12H0Z' : 'M0 6H30' }));
    return make('li', {}, sample, name);
  }));
}

// The newest day first.
function table(days) {
  const heads = ['Sept jours jusqu’au', 'Déclarés', 'Estimés', 'Attendus', 'Bornes'];
  return make('table', {},
    make('thead', {}, make('tr', {}, heads.map((name, index) => head(name, 'col', index > 0 ? { class: 'n' } : {})))),
    make('tbody', {}, days.toReversed().map(day => make('tr', {},
      head(french.longDay(day.date), 'row'), number(french.integer(counted(day))), number(french.decimal(day.nowcast)), number(french.decimal(day.expected)),
      number(day.lower === null ? '–' : french.decimal(day.lower) + ' à ' + french.decimal(day.upper))))));
}

// Fills an element with the plot, its legend and its table. marks: from (the episode's first day), today.
export function fill(host, days, marks) {
  const isOpen = host.querySelector('details')?.open ?? false;
  host.replaceChildren();
  if (!days.length) return;
  const width = Math.max(280, Math.min(900, host.clientWidth || 760));
  host.append(
    new Plot(days, width).draw(marks), legend(),
    make('details', { open: isOpen }, make('summary', {}, 'Les mêmes chiffres en tableau'),
      make('div', { class: 'scroll short', tabindex: '0', role: 'region', 'aria-label': 'Décès sur 7 jours, jour par jour' }, table(days))));
}
