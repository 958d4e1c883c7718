// The map library, fetched only where a map is drawn with it, and after what is read.

const address = name => document.querySelector('meta[name="' + name + '"]')?.content ?? null;

// Whether the browser could draw: the server has the library, the graphics are there, and the page was not asked for a picture.
export function canDraw() {
  if (!address('carte') || /[?&]carte=image/.test(location.search)) return false;
  try { return Boolean(document.createElement('canvas').getContext('webgl2')); } catch { return false; }
}

let loading = null;

// The library, once; null where it does not come.
export function mapLibrary() {
  loading ??= canDraw() ? load() : Promise.resolve(null);
  return loading;
}

function load() {
  if (address('carte-style')) document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address('carte-style') }));
  return new Promise(done => {
    const script = Object.assign(document.createElement('script'), { src: address('carte') });
    script.addEventListener('load', () => done(globalThis.maplibregl ?? null));
    script.addEventListener('error', () => done(null));
    document.head.append(script);
  });
}
