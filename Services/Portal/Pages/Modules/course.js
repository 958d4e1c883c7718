// The lines of a course of days, and the course in words. Nothing here touches the page.

import * as french from './formats.js';

// The deaths that the expectation is held against: those of the panel, where there is one.
export const counted = day => day.judgedOn ? day.judgedOn.deaths : day.deaths7;

// The least of 1, 2, 5, 10, 20… that cuts the height into at most five.
export function step(top) {
  const power = 10 ** Math.floor(Math.log10(top / 5));
  return [1, 2, 5, 10].map(n => Math.max(1, n * power)).find(n => top / n <= 5) ?? 1;
}

// One path through what is known; a gap where it is not.
export function path(days, x, y, value) {
  let text = '';
  let isOpen = false;
  days.forEach((day, index) => {
    const n = value(day, index);
    if (n === null || n === undefined) { isOpen = false; return; }
    text += (isOpen ? 'L' : 'M') + x(index).toFixed(1) + ' ' + y(n).toFixed(1);
    isOpen = true;
  });
  return text;
}

export function band(days, x, y) {
  let text = '';
  let run = [];
  const close = () => {
    if (run.length > 1) {
      text += 'M' + run.map(i => x(i).toFixed(1) + ' ' + y(days[i].upper).toFixed(1)).join('L') + 'L' +
        run.toReversed().map(i => x(i).toFixed(1) + ' ' + y(Math.max(0, days[i].lower)).toFixed(1)).join('L') + 'Z';
    }
    run = [];
  };
  days.forEach((day, index) => { if (day.upper === null || day.lower === null) close(); else run.push(index); });
  close();
  return text;
}

// What days are likely to become, from the day before the first that is still to be completed.
export function openNowcast(days) {
  const isOpen = each => each && each.nowcast !== null && each.nowcast - counted(each) >= 0.5;
  return (day, index) => isOpen(day) ? day.nowcast : isOpen(days[index + 1]) ? counted(day) : null;
}

export function description(days) {
  const end = days[days.length - 1];
  const peak = days.reduce((a, b) => counted(b) > counted(a) ? b : a);
  let text = 'Décès sur 7 jours, ' + french.span(days[0].date, end.date) + '. Au plus haut ' + french.integer(counted(peak)) + ' le ' + french.longDay(peak.date) +
    '. Dernier jour' + french.hard + ': ' + french.integer(counted(end));
  if (end.expected !== null) text += ', attendus ' + french.decimal(end.expected) + ' (de ' + french.decimal(end.lower) + ' à ' + french.decimal(end.upper) + ')';
  if (openNowcast(days)(end, days.length - 1) !== null) text += ', estimés une fois tout déclaré ' + french.decimal(end.nowcast);
  return text + '.';
}
