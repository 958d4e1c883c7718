// The page of the nation: its figures and its departments in a table first, then its map and its open alerts; read anew every
// half minute.

import { byId, cell, head, make, number, say } from './elements.js';
import { askedDay, DayChoice } from './day-choice.js';
import * as french from './formats.js';
import { json, Refused, sentence } from './http.js';
import { problem } from './problem.js';
import * as session from './session.js';
import { levels, nameOf } from './vocabulary.js';

const order = ['red', 'orange', 'yellow', 'green', 'unknown'];
let departments = {};
let beside = null;
const days = new DayChoice(() => load());

function explain(error) {
  if (error instanceof Refused && error.status === 401) return;
  const told = sentence(error);
  problem(told);
}

function showFigures(told) {
  departments = Object.fromEntries(told.departments.map(department => [department.department, department]));
  say('long-date', french.dayWithWeekday(told.date));
  say('deaths', french.integer(told.deaths));
  say('deaths7', french.integer(told.deaths7));
  say('watched', french.integer(told.departments.length));
  say('alarmed', french.integer(told.departments.filter(department => department.level === 'orange' || department.level === 'red').length));
  const rows = told.departments
    .toSorted((a, b) => order.indexOf(a.level) - order.indexOf(b.level) || (b.zScore ?? 0) - (a.zScore ?? 0) || a.department.localeCompare(b.department))
    .map(department => make('tr', {},
      head(make('a', { href: '/departements/' + department.department + days.query }, department.name + ' (' + department.department + ')'), 'row'),
      cell(french.capitalized(nameOf(levels, department.level))),
      ...[french.integer(department.deaths), french.integer(department.deaths7), french.decimal(department.expected), french.decimal(department.zScore),
        french.integer(department.reportedCommunes) + ' sur ' + french.integer(department.communes)].map(number)));
  byId('departments').replaceChildren(...rows);
}

async function load() {
  if (!session.isOpen()) return session.lost();
  const asked = days.day;
  try {
    const told = await json('/v1/france' + (asked ? '?date=' + asked : askedDay()));
    if (asked !== days.day) return;
    // Only an answer for today says which day that is.
    days.show(asked ?? told.date, days.today ?? today(told));
    showFigures(told);
    byId('page').hidden = false;
    problem(null);
    await new Promise(painted => requestAnimationFrame(() => setTimeout(painted, 0)));
    performance.mark('vigie:figures');
    beside ??= new (await import('./france-beside.js')).FranceBeside({ departments: () => departments, days, explain });
    await beside.show();
  } catch (error) {
    explain(error);
  }
}
function today(told) { return askedDay() ? french.dayIn('Europe/Paris', Date.now()) : told.date; }

setInterval(() => {
  if (!session.isOpen()) return;
  // At midnight the page moves on to the new day by itself.
  if (days.follows && french.dayIn('Europe/Paris', Date.now()) > days.today) days.forget();
  load();
}, 30000);
load();
