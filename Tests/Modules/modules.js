// The modules under test lie in a folder of their own, with the one that Portal writes: `./vigie test` makes it.

const folder = process.env.VIGIE_MODULES;
if (!folder) throw new Error('VIGIE_MODULES names no folder: these tests are run by ./vigie test');

export const load = name => import(folder + '/' + name + '.js');

// A page, as far as modules without elements need one.
export function page({ dataset = {}, hash = '', path = '/departements/56', search = '', token = null } = {}) {
  const kept = new Map();
  const visited = [];
  globalThis.document = {
    documentElement: { dataset },
    querySelector: selector => token && selector.includes('jeton') ? { content: token } : null
  };
  globalThis.location = { hash, pathname: path, search, assign: address => visited.push(address) };
  globalThis.history = { replaceState: (_, __, address) => { globalThis.location.hash = ''; visited.push('replaced ' + address); } };
  globalThis.sessionStorage = { getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: key => kept.delete(key) };
  return { visited, kept };
}

// A module loaded anew: what it remembers is not another test's.
let count = 0;
export const fresh = name => import(folder + '/' + name + '.js?' + (count += 1));
