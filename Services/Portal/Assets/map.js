// The map of a page: communes or departments painted by MapLibre where the browser can, the server's picture where it cannot.
(function () {
  'use strict';

  // The classes of each indicator: their name, their lowest value, their colour, and a pattern in an ink. They are those of
  // the pictures; a test compares them. '0+' is the least number above zero.
  var silent = ['none', null, '#f2f2f2', 'falling', '#b0b0b0', 'Aucune déclaration'];
  function unknown(label) { return ['unknown', null, '#e3e3e3', 'dotted', '#8a8a8a', label]; }
  function values(lowers, colours, labels) {
    return lowers.map(function (lower, index) { return ['v' + index, lower, colours[index], null, null, labels[index]]; });
  }
  var above = Number.MIN_VALUE;
  var scales = {
    deaths: {
      heading: 'Décès déclarés dans la journée',
      classes: values([0, 1, 2, 3, 5, 10], ['#dfeaf3', '#9ebcda', '#8c96c6', '#8c6bb1', '#88419d', '#4d004b'],
        ['Aucun décès', '1 décès', '2 décès', '3 ou 4', '5 à 9', '10 ou plus']).concat([silent])
    },
    rate: {
      heading: 'Décès en 7 jours pour 100\u202f000 habitants',
      classes: values([0, above, 10, 20, 40, 80], ['#f3f6e4', '#c7e9b4', '#7fcdbb', '#2f9cbf', '#225ea8', '#081d58'],
        ['Aucun décès', 'moins de 10', '10 à 20', '20 à 40', '40 à 80', '80 ou plus']).concat([unknown('Sans habitant'), silent])
    },
    ratio: {
      heading: 'Décès en 7 jours rapportés aux décès attendus',
      classes: values([0, above, 0.8, 1.25, 2, 4, 8], ['#e6e4f1', '#b2abd2', '#f4f1e6', '#fee0b6', '#fdb863', '#e08214', '#b35806'],
        ['Aucun décès', 'moins de 0,8', '0,8 à 1,25 (attendu)', '1,25 à 2', '2 à 4', '4 à 8', '8 ou plus']).concat([unknown('Pas d’historique'), silent])
    },
    level: {
      heading: 'Niveau d’alerte du département',
      classes: [
        ['green', null, '#a8d5a2', null, null, 'Vert'], ['yellow', null, '#ffe45c', 'dotted', '#b38f00', 'Jaune'],
        ['orange', null, '#f58a1f', 'rising', '#b85c00', 'Orange'], ['red', null, '#b5121b', 'crossed', '#7a0a10', 'Rouge'],
        ['unknown', null, '#dcdcdc', 'level', '#9a9a9a', 'Non évalué']
      ]
    },
    completeness: {
      heading: 'Jours déclarés sur 7',
      classes: values([1, 3, 5, 7], ['#deebf7', '#9ecae1', '#4292c6', '#08519c'],
        ['1 ou 2 jours', '3 ou 4 jours', '5 ou 6 jours', '7 jours']).concat([silent])
    }
  };

  // The class of a number, or of a name ('none', 'unknown', a level).
  function classOf(indicator, value) {
    var found = null;
    scales[indicator].classes.forEach(function (entry) {
      if (typeof value === 'string' ? entry[0] === value : entry[1] !== null && entry[1] <= value) found = entry;
    });
    return found ? found[0] : 'unknown';
  }

  // MARK: patterns

  function draw(pattern, ink, context, size) {
    context.strokeStyle = context.fillStyle = ink;
    context.lineWidth = size / 8;
    function line(x1, y1, x2, y2) { context.beginPath(); context.moveTo(x1, y1); context.lineTo(x2, y2); context.stroke(); }
    if (pattern === 'dotted') {
      [[size / 4, size / 4], [size * 3 / 4, size * 3 / 4]].forEach(function (p) { context.beginPath(); context.arc(p[0], p[1], size / 8, 0, 7); context.fill(); });
    }
    if (pattern === 'level') { line(0, size / 2, size, size / 2); }
    // A diagonal goes on in the neighbouring squares.
    [-size, 0, size].forEach(function (shift) {
      if (pattern === 'falling' || pattern === 'crossed') line(shift - 1, -1, shift + size + 1, size + 1);
      if (pattern === 'rising' || pattern === 'crossed') line(shift - 1, size + 1, shift + size + 1, -1);
    });
  }

  function square(pattern, ink, size, colour) {
    var canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    var context = canvas.getContext('2d');
    if (colour) { context.fillStyle = colour; context.fillRect(0, 0, size, size); }
    if (pattern) draw(pattern, ink, context, size);
    return { canvas: canvas, context: context };
  }

  function legend(element, indicator) {
    var list = document.createElement('ul');
    list.className = 'legend';
    scales[indicator].classes.forEach(function (entry) {
      var item = document.createElement('li');
      var swatch = document.createElement('span');
      swatch.className = 'swatch';
      swatch.style.backgroundColor = entry[2];
      if (entry[3]) swatch.style.backgroundImage = 'url(' + square(entry[3], entry[4], 8).canvas.toDataURL() + ')';
      item.appendChild(swatch);
      item.appendChild(document.createTextNode(entry[5]));
      list.appendChild(item);
    });
    var heading = document.createElement('p');
    heading.className = 'legend-heading';
    heading.textContent = scales[indicator].heading;
    element.replaceChildren(heading, list);
  }

  // MARK: MapLibre

  function canDraw() {
    if (!window.maplibregl || /[?&]carte=image/.test(location.search)) return false;
    try {
      var canvas = document.createElement('canvas');
      return Boolean(canvas.getContext('webgl2'));
    } catch (error) { return false; }
  }

  // options: container, key(), layer ('communes' or 'departments'), department (code, or null), describe(code) → {name, words},
  // choose(code)
  function TileMap(options) {
    var self = this;
    var layer = options.layer;
    var shown = {};
    var indicator = 'deaths';
    var isLoaded = false;
    var popup = new window.maplibregl.Popup({ closeButton: false, closeOnClick: false, maxWidth: '18rem' });
    var mine = options.department
      ? ['==', ['slice', ['get', 'code'], 0, options.department.length], options.department]
      : ['!=', ['get', 'code'], '00'];
    // Areas with a thick outline, of neighbours too.
    var outlined = [];
    function among(codes) { return ['in', ['get', 'code'], ['literal', codes]]; }
    var className = ['coalesce', ['feature-state', 'class'], ''];

    var layers = [
      { id: 'paper', type: 'background', paint: { 'background-color': '#ffffff' } },
      { id: 'others', type: 'fill', source: 'vigie', 'source-layer': 'departments', paint: { 'fill-color': '#f1f1ef' } },
      { id: 'areas', type: 'fill', source: 'vigie', 'source-layer': layer, filter: mine, paint: { 'fill-color': '#ffffff', 'fill-antialias': false } }
    ];
    ['falling', 'dotted', 'rising', 'crossed', 'level'].forEach(function (pattern) {
      layers.push({ id: 'pattern-' + pattern, type: 'fill', source: 'vigie', 'source-layer': layer, filter: mine, paint: { 'fill-opacity': 0 } });
    });
    layers.push(
      { id: 'borders', type: 'line', source: 'vigie', 'source-layer': layer, filter: mine, paint: { 'line-color': '#ffffff', 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.2, 8, 0.6, 11, 1.2] } },
      { id: 'edges', type: 'line', source: 'vigie', 'source-layer': 'departments', paint: { 'line-color': '#5a5a5a', 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.5, 10, 1.6] } },
      { id: 'outlined-under', type: 'line', source: 'vigie', 'source-layer': layer, filter: among(outlined), paint: { 'line-color': '#ffffff', 'line-width': 7 } },
      { id: 'outlined', type: 'line', source: 'vigie', 'source-layer': layer, filter: among(outlined), layout: { 'line-join': 'round' }, paint: { 'line-color': '#161616', 'line-width': 3.5 } },
      { id: 'pointed', type: 'line', source: 'vigie', 'source-layer': layer, filter: mine, paint: { 'line-color': '#161616', 'line-width': ['case', ['boolean', ['feature-state', 'pointed'], false], 2, 0] } }
    );

    var map = new window.maplibregl.Map({
      container: options.container,
      style: {
        version: 8,
        sources: {
          vigie: {
            type: 'vector', tiles: [location.origin + '/v1/tiles/{z}/{x}/{y}.mvt'], minzoom: 0, maxzoom: 12,
            promoteId: { communes: 'code', departments: 'code' }, attribution: 'Contours : IGN Admin Express'
          }
        },
        layers: layers
      },
      center: [2.5, 46.6], zoom: 4, minZoom: 2, maxZoom: 14, attributionControl: { compact: true }, dragRotate: false, pitchWithRotate: false,
      touchPitch: false, cooperativeGestures: true, fadeDuration: 0, preserveDrawingBuffer: false,
      locale: {
        'NavigationControl.ZoomIn': 'Agrandir', 'NavigationControl.ZoomOut': 'Réduire',
        'CooperativeGesturesHandler.WindowsHelpText': 'Ctrl et molette pour agrandir la carte',
        'CooperativeGesturesHandler.MacHelpText': '⌘ et molette pour agrandir la carte',
        'CooperativeGesturesHandler.MobileHelpText': 'Deux doigts pour déplacer la carte',
        'AttributionControl.ToggleAttribution': 'Sources', 'Map.Title': 'Carte'
      },
      transformRequest: function (url) { return { url: url, headers: { Authorization: 'Bearer ' + options.key() } }; }
    });
    map.addControl(new window.maplibregl.NavigationControl({ showCompass: false }), 'top-right');
    map.touchZoomRotate.disableRotation();

    function applyIndicator() {
      if (!isLoaded) return;
      var colours = ['match', className];
      var inks = {};
      scales[indicator].classes.forEach(function (entry) {
        colours.push(entry[0], entry[2]);
        if (entry[3]) {
          var image = indicator + '-' + entry[0];
          if (!map.hasImage(image)) map.addImage(image, square(entry[3], entry[4], 16).context.getImageData(0, 0, 16, 16), { pixelRatio: 2 });
          inks[entry[3]] = [entry[0], image];
        }
      });
      colours.push('#ffffff');
      map.setPaintProperty('areas', 'fill-color', colours);
      ['falling', 'dotted', 'rising', 'crossed', 'level'].forEach(function (pattern) {
        var ink = inks[pattern];
        map.setPaintProperty('pattern-' + pattern, 'fill-opacity', ink ? ['case', ['==', className, ink[0]], 1, 0] : 0);
        if (ink) map.setPaintProperty('pattern-' + pattern, 'fill-pattern', ink[1]);
      });
    }

    // Where the department lies is read from the tiles: roughly from that of the whole world, then closely.
    function bounds() {
      var box = new window.maplibregl.LngLatBounds();
      map.querySourceFeatures('vigie', {
        sourceLayer: 'departments', filter: options.department ? ['==', ['get', 'code'], options.department] : ['==', ['length', ['get', 'code']], 2]
      }).forEach(function (feature) {
        if (!options.department && feature.properties.code === '00') return;
        var rings = feature.geometry.type === 'Polygon' ? feature.geometry.coordinates : [].concat.apply([], feature.geometry.coordinates);
        rings.forEach(function (ring) { ring.forEach(function (point) { box.extend(point); }); });
      });
      return box;
    }
    function fit() {
      var box = bounds();
      if (box.isEmpty()) return false;
      map.fitBounds(box, { padding: 16, animate: false, maxZoom: 11 });
      return true;
    }

    map.once('load', function () {
      isLoaded = true;
      applyIndicator();
      self.outline(outlined);
      self.paint(shown, true);
      if (!fit()) map.jumpTo({ center: [0, 10], zoom: 0 });
      map.once('idle', function () {
        fit();
        map.once('idle', function () {
          fit();
          self.isReady = true;
          map.getContainer().setAttribute('data-ready', 'true');
        });
      });
    });

    var pointed = null;
    function point(code) {
      if (pointed === code) return;
      [pointed, code].forEach(function (each) {
        if (each) map.setFeatureState({ source: 'vigie', sourceLayer: layer, id: each }, { pointed: each === code });
      });
      pointed = code;
    }
    function show(event) {
      var feature = event.features && event.features[0];
      if (!feature) return;
      var told = options.describe(feature.properties.code);
      point(feature.properties.code);
      if (!told) return popup.remove();
      var strong = document.createElement('strong');
      strong.textContent = told.name;
      var content = document.createElement('div');
      content.append(strong, document.createElement('br'), told.words);
      popup.setLngLat(event.lngLat).setDOMContent(content).addTo(map);
    }
    map.on('mousemove', 'areas', show);
    map.on('click', 'areas', function (event) {
      show(event);
      if (options.choose && event.features && event.features[0]) options.choose(event.features[0].properties.code);
    });
    map.on('mouseleave', 'areas', function () { point(null); popup.remove(); });

    // Classes by code; only those that changed are painted, all of them when told so.
    this.paint = function (classes, everything) {
      Object.keys(classes).forEach(function (code) {
        if (!everything && shown[code] === classes[code]) return;
        shown[code] = classes[code];
        if (isLoaded) map.setFeatureState({ source: 'vigie', sourceLayer: layer, id: code }, { class: classes[code] });
      });
      map.triggerRepaint();
    };
    // Draws a thick line around each of these areas, and around no other.
    this.outline = function (codes) {
      outlined = codes;
      if (!isLoaded) return;
      ['outlined-under', 'outlined'].forEach(function (id) { map.setFilter(id, among(outlined)); });
    };
    this.outlined = function () { return isLoaded ? map.getFilter('outlined')[2][1] : []; };
    this.show = function (next) { indicator = next; applyIndicator(); };
    this.look = function (code) {
      var state = isLoaded ? map.getFeatureState({ source: 'vigie', sourceLayer: layer, id: code }) : null;
      return state && state.class ? state.class : '';
    };
    // On paper the browser cuts its canvas, or leaves it white: a copy of it, twice as fine, is printed instead.
    var paper = document.createElement('canvas');
    paper.className = 'map-paper';
    paper.setAttribute('aria-hidden', 'true');
    map.getContainer().after(paper);
    window.addEventListener('beforeprint', function () {
      var ratio = map.getPixelRatio();
      map.setPixelRatio(Math.max(2, ratio));
      map.redraw();
      paper.width = map.getCanvas().width;
      paper.height = map.getCanvas().height;
      paper.getContext('2d').drawImage(map.getCanvas(), 0, 0);
      map.setPixelRatio(ratio);
      map.redraw();
    });
    this.isReady = false;
    this.map = map;
  }

  window.vigieMap = { scales: scales, classOf: classOf, legend: legend, canDraw: canDraw, TileMap: TileMap };
}());
