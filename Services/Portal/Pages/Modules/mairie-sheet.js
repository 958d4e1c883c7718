// A table that a mairie drops in, as far as the browser reads it: its cells, for the look before it is sent, and what the server said
// of each row. The server reads it itself and has the last word. Pure.

// The bytes of a table as text: UTF-8, or Windows-1252 where it can be nothing else. Null for what is no text: a workbook, a picture.
export function textOf(bytes) {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b || bytes[0] === 0xd0 && bytes[1] === 0xcf || bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

// What parts the values: of ; , and tab the one that the first line has most of.
function separatorOf(text) {
  const told = /^\ufeff?"?sep=(.)"?\r?\n/i.exec(text);
  if (told) return { separator: told[1], skipped: 1 };
  const first = /^[^\r\n]*/.exec(text)[0];
  const times = mark => first.split(mark).length - 1;
  return { separator: [';', ',', '\t'].reduce((a, b) => times(b) > times(a) ? b : a), skipped: 0 };
}

// { header: [cells], rows: [{ number, cells }] } with the number of each line as a spreadsheet shows it; empty lines are left out.
export function read(text) {
  const { separator, skipped } = separatorOf(text);
  const found = [];
  let cells = [], cell = '', isQuoted = false, line = 1, start = 1;
  const endCell = () => { cells.push(cell); cell = ''; };
  const endRow = () => {
    endCell();
    if (cells.some(each => each.trim())) found.push({ number: start, cells });
    cells = [];
  };
  const plain = text.replace(/^\ufeff/, '');
  for (let at = 0; at < plain.length; at += 1) {
    const char = plain[at];
    if (isQuoted) {
      if (char === '"' && plain[at + 1] === '"') { cell += '"'; at += 1; } else if (char === '"') isQuoted = false; else cell += char;
    } else if (char === '"' && !cell.trim()) {
      isQuoted = true;
      cell = '';
    } else if (char === separator) {
      endCell();
    } else if (char === '\n' || char === '\r') {
      if (char === '\r' && plain[at + 1] === '\n') at += 1;
      line += 1;
      endRow();
      start = line;
    } else {
      cell += char;
    }
  }
  if (cell || cells.length) endRow();
  const [header, ...rows] = found.filter(({ number }) => number > skipped);
  return { header: header?.cells ?? [], rows };
}

// The name under which a table's rows are summed up: the file's, so that the same table dropped again is the same.
export const sourceOf = (commune, name) => ('mairie ' + commune + ' ' + name.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim()).slice(0, 100);

// A result a line, as the batch answers; null where it is none of that.
export function results(text) {
  try {
    return text.split('\n').filter(line => line.trim()).map(line => JSON.parse(line));
  } catch {
    return null;
  }
}

// The cell that a refusal names: « (colonne C, « lieu ») » or « (column C, …) ». -1 where it names none.
export function columnOf(reason) {
  const letters = /\bcolonn?e? ([A-Z]{1,2})\b|\bcolumn ([A-Z]{1,2})\b/.exec(reason ?? '');
  const name = letters?.[1] ?? letters?.[2];
  return name ? [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : -1;
}

// What is shown of a checked table: { good, passed, refused: [{ number, reason, column }], clashes, rows: [{ number, cells, state, reason, column, warnings }] },
// refused ones first. answers: the batch's results
export function looked({ rows }, answers) {
  const byRow = new Map(answers.map(each => [each.row, each]));
  const told = rows.map(({ number, cells }) => {
    const answer = byRow.get(number);
    const isRefused = Boolean(answer) && answer.status >= 400;
    const reason = isRefused ? answer.reason ?? answer.detail ?? answer.title ?? '' : '';
    return { number, cells, state: stateOf(answer), reason, column: Math.max(columnOf(answer?.detail), columnOf(reason)), warnings: answer?.warnings ?? [] };
  });
  // What concerns no row that is read here is told too.
  for (const answer of answers.filter(each => each.status >= 400 && !rows.some(({ number }) => number === each.row))) {
    told.push({ number: answer.row, cells: [], state: answer.status === 409 ? 'clash' : 'refused', reason: answer.reason ?? answer.detail ?? '', column: -1, warnings: [] });
  }
  const of = state => told.filter(each => each.state === state);
  const rest = told.filter(each => each.state !== 'refused' && each.state !== 'clash');
  return { good: of('good').length, passed: of('passed').length, refused: of('refused'), clashes: of('clash'), rows: [...of('refused'), ...of('clash'), ...rest] };
}

function stateOf(answer) {
  if (!answer) return 'unknown';
  if (answer.status >= 400) return answer.status === 409 ? 'clash' : 'refused';
  return answer.skipped ? 'passed' : 'good';
}
