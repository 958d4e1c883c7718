// The page of one department. The figures come first, asked for with as little as can be; what is beside them, the map's library
// above all, is loaded once they are seen.

import { byId, say } from './elements.js';
import { askedDay, DayChoice } from './day-choice.js';
import { showFigures } from './department-figures.js';
import { hard } from './formats.js';
import { json, Refused, sentence } from './http.js';
import { problem } from './problem.js';
import * as session from './session.js';

const department = decodeURIComponent(location.pathname.split('/').filter(Boolean).pop());
const base = '/v1/departments/' + encodeURIComponent(department);
// Another one once somebody else reads: what was asked before is not shown any more.
let generation = 0;
let zone = null;
let level = 'unknown';
let rest = null;

const days = new DayChoice(day => rest?.change(day));

function explain(error) {
  if (error instanceof Refused && error.status === 401) return;
  const told = sentence(error, { 404: 'Le département « ' + department + hard + '» n’est pas ouvert dans Vigie.' });
  problem(told);
}

function live(kind, text) {
  byId('live').className = 'live ' + kind;
  say('live', text);
}

async function loadFigures(query = days.query) {
  const told = await json(base + query);
  zone = told.zone;
  level = told.level;
  showFigures(told);
  return told;
}

async function start() {
  generation += 1;
  const mine = generation;
  if (!session.isOpen()) return session.lost();
  try {
    const told = await loadFigures(askedDay());
    if (mine !== generation) return;
    days.show(told.date, told.today);
    byId('page').hidden = false;
    problem(null);
    // Seen first, then the rest.
    await new Promise(painted => requestAnimationFrame(() => setTimeout(painted, 0)));
    performance.mark('vigie:figures');
    const { DepartmentRest } = await import('./department-rest.js');
    if (mine !== generation) return;
    rest ??= new DepartmentRest({
      department, base, days, explain, live, loadFigures, zone: () => zone, level: () => level, generation: () => generation
    });
    await rest.start();
  } catch (error) {
    if (mine !== generation) return;
    explain(error);
    if (!(error instanceof Refused && error.isFinal)) setTimeout(() => { if (mine === generation) start(); }, 3000);
  }
}

start();
