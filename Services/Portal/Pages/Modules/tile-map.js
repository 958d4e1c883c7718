// The map that the browser draws with MapLibre, of tiles that hold shapes, codes and names; values come beside them.

import { make } from './elements.js';
import * as session from './session.js';
import { patterns, square } from './patterns.js';
import { scales } from './scales.js';
import { among, className, locale, tileStyle } from './tile-layers.js';

export class TileMap {
  #library; #options; #popup;
  #shown = {};
  #indicator = 'deaths';
  #isLoaded = false;
  #outlined = [];
  #pointed = null;
  isReady = false;

  // options: container, layer ('communes' or 'departments'), department (code, or null), describe(code) → {name, words},
  // choose(code)
  constructor(library, options) {
    this.#library = library;
    this.#options = options;
    this.#popup = new library.Popup({ closeButton: false, closeOnClick: false, maxWidth: '18rem' });
    this.map = new library.Map({
      container: options.container, style: tileStyle(options.layer, options.department), center: [2.5, 46.6], zoom: 4, minZoom: 2, maxZoom: 14,
      attributionControl: { compact: true }, dragRotate: false, pitchWithRotate: false, touchPitch: false, cooperativeGestures: true, fadeDuration: 0,
      preserveDrawingBuffer: false, locale, transformRequest: url => ({ url, headers: session.headers(), credentials: 'same-origin' })
    });
    this.map.addControl(new library.NavigationControl({ showCompass: false }), 'top-right');
    this.map.touchZoomRotate.disableRotation();
    this.map.once('load', () => this.#loaded());
    this.map.on('mousemove', 'areas', event => this.#tell(event));
    this.map.on('click', 'areas', event => {
      this.#tell(event);
      if (options.choose && event.features?.[0]) options.choose(event.features[0].properties.code);
    });
    this.map.on('mouseleave', 'areas', () => { this.#point(null); this.#popup.remove(); });
    this.#printable();
  }

  // Classes by code; only those that changed are painted, all of them when told so.
  paint(classes, everything = false) {
    for (const [code, name] of Object.entries(classes)) {
      if (!everything && this.#shown[code] === name) continue;
      this.#shown[code] = name;
      if (this.#isLoaded) this.map.setFeatureState(this.#feature(code), { class: name });
    }
    this.map.triggerRepaint();
  }
  // Draws a thick line around each of these areas, and around no other.
  outline(codes) {
    this.#outlined = codes;
    if (this.#isLoaded) for (const id of ['outlined-under', 'outlined']) this.map.setFilter(id, among(codes));
  }
  outlined() { return this.#isLoaded ? this.map.getFilter('outlined')[2][1] : []; }
  show(indicator) {
    this.#indicator = indicator;
    this.#applyIndicator();
  }
  look(code) { return this.#isLoaded ? this.map.getFeatureState(this.#feature(code))?.class ?? '' : ''; }

  #feature(code) { return { source: 'vigie', sourceLayer: this.#options.layer, id: code }; }

  #applyIndicator() {
    if (!this.#isLoaded) return;
    const colours = ['match', className];
    const inks = {};
    for (const each of scales[this.#indicator].classes) {
      colours.push(each.name, each.colour);
      if (!each.pattern) continue;
      const image = this.#indicator + '-' + each.name;
      if (!this.map.hasImage(image)) this.map.addImage(image, square(each.pattern, each.ink, 16).context.getImageData(0, 0, 16, 16), { pixelRatio: 2 });
      inks[each.pattern] = { name: each.name, image };
    }
    colours.push('#ffffff');
    this.map.setPaintProperty('areas', 'fill-color', colours);
    for (const pattern of patterns) {
      const ink = inks[pattern];
      this.map.setPaintProperty('pattern-' + pattern, 'fill-opacity', ink ? ['case', ['==', className, ink.name], 1, 0] : 0);
      if (ink) this.map.setPaintProperty('pattern-' + pattern, 'fill-pattern', ink.image);
    }
  }

  #loaded() {
    this.#isLoaded = true;
    this.#applyIndicator();
    this.outline(this.#outlined);
    this.paint(this.#shown, true);
    if (!this.#fit()) this.map.jumpTo({ center: [0, 10], zoom: 0 });
    this.map.once('idle', () => {
      this.#fit();
      this.map.once('idle', () => {
        this.#fit();
        this.isReady = true;
        this.map.getContainer().setAttribute('data-ready', 'true');
      });
    });
  }

  // Where the department lies is read from the tiles: roughly from that of the whole world, then closely.
  #fit() {
    const box = new this.#library.LngLatBounds();
    const { department } = this.#options;
    const filter = department ? ['==', ['get', 'code'], department] : ['==', ['length', ['get', 'code']], 2];
    for (const feature of this.map.querySourceFeatures('vigie', { sourceLayer: 'departments', filter })) {
      if (!department && feature.properties.code === '00') continue;
      const { type, coordinates } = feature.geometry;
      for (const ring of type === 'Polygon' ? coordinates : coordinates.flat()) for (const point of ring) box.extend(point);
    }
    if (box.isEmpty()) return false;
    this.map.fitBounds(box, { padding: 16, animate: false, maxZoom: 11 });
    return true;
  }

  #point(code) {
    if (this.#pointed === code) return;
    for (const each of [this.#pointed, code]) if (each) this.map.setFeatureState(this.#feature(each), { pointed: each === code });
    this.#pointed = code;
  }
  #tell(event) {
    const code = event.features?.[0]?.properties.code;
    if (!code) return;
    const told = this.#options.describe(code);
    this.#point(code);
    if (!told) return void this.#popup.remove();
    this.#popup.setLngLat(event.lngLat).setDOMContent(make('div', {}, make('strong', {}, told.name), make('br'), told.words)).addTo(this.map);
  }

  // On paper the browser cuts its canvas, or leaves it white: a copy of it, twice as fine, is printed instead.
  #printable() {
    const paper = make('canvas', { class: 'map-paper', 'aria-hidden': 'true' });
    this.map.getContainer().after(paper);
    window.addEventListener('beforeprint', () => {
      const ratio = this.map.getPixelRatio();
      this.map.setPixelRatio(Math.max(2, ratio));
      this.map.redraw();
      const canvas = this.map.getCanvas();
      paper.width = canvas.width;
      paper.height = canvas.height;
      paper.getContext('2d').drawImage(canvas, 0, 0);
      this.map.setPixelRatio(ratio);
      this.map.redraw();
    });
  }
}
