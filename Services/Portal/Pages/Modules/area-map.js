// The map of a page: drawn by the browser where it can, the server's picture where it cannot, or fails to.

import { byId } from './elements.js';
import { text } from './http.js';
import { mapLibrary } from './map-library.js';
import { outlinePicture, repaintPicture, showPicture } from './picture.js';
import { classOf } from './scales.js';

export class AreaMap {
  tiles = null;
  #options; #indicator = null; #asked = null; #isPicture = false; #outlined = [];

  // options: layer, department, address() (of the picture, without what it shows), reading(area, indicator), words(area, indicator),
  // describe(code), choose(code)
  constructor(options) { this.#options = options; }

  get kind() { return this.tiles ? 'tiles' : 'picture'; }

  // Shows an indicator; the areas are painted by paint().
  async show(indicator) {
    this.#indicator = indicator;
    await this.#drawItself();
    if (!this.tiles) return this.#draw();
    const { showLegend } = await import('./legend.js');
    this.tiles.show(indicator);
    showLegend(byId('legend'), indicator);
  }

  // Areas by their code.
  paint(areas) {
    if (!this.#indicator) return;
    if (this.tiles) {
      this.tiles.paint(Object.fromEntries(Object.entries(areas).map(([code, area]) => [code, classOf(this.#indicator, this.#options.reading(area, this.#indicator))])));
    } else {
      const svg = byId('map').querySelector('svg');
      if (!svg || svg.dataset.indicator !== this.#indicator || this.#indicator === 'level') return;
      repaintPicture(svg, Object.values(areas), area => this.#options.reading(area, this.#indicator), area => this.#options.words(area, this.#indicator));
    }
  }

  outline(codes) {
    this.#outlined = codes;
    if (this.tiles) this.tiles.outline(codes); else outlinePicture(byId('map'), codes);
  }

  // The map is first asked for after the figures; so is the library.
  async #drawItself() {
    if (this.tiles || this.#isPicture) return;
    const library = await mapLibrary();
    // Two may have asked at once.
    if (this.tiles || this.#isPicture) return;
    this.#isPicture = true;
    if (!library) return;
    const { TileMap } = await import('./tile-map.js');
    byId('map-gl').hidden = false;
    try {
      this.tiles = new TileMap(library, { container: 'map-gl', ...this.#options });
    } catch {
      byId('map-gl').hidden = true;
      return;
    }
    byId('map').hidden = true;
    byId('legend').hidden = false;
    this.tiles.outline(this.#outlined);
  }

  async #draw() {
    const address = this.#options.address() + '&indicator=' + this.#indicator;
    this.#asked = address;
    const source = await text(address, 'image/svg+xml');
    if (address !== this.#asked) return;
    showPicture(byId('map'), source);
    outlinePicture(byId('map'), this.#outlined);
  }
}
