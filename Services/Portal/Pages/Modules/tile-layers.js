// What the map is drawn of: areas, their patterns, borders and outlines.

import { patterns } from './patterns.js';

export const among = codes => ['in', ['get', 'code'], ['literal', codes]];
export const className = ['coalesce', ['feature-state', 'class'], ''];

// layer: 'communes' or 'departments'; department: its code, or null for all but the exercise.
export function tileStyle(layer, department) {
  const mine = department ? ['==', ['slice', ['get', 'code'], 0, department.length], department] : ['!=', ['get', 'code'], '00'];
  const areas = { source: 'vigie', 'source-layer': layer };
  return {
    version: 8,
    sources: {
      vigie: {
        type: 'vector', tiles: [location.origin + '/v1/tiles/{z}/{x}/{y}.mvt'], minzoom: 0, maxzoom: 12,
        promoteId: { communes: 'code', departments: 'code' }, attribution: 'Contours : IGN Admin Express'
      }
    },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': '#ffffff' } },
      { id: 'others', type: 'fill', source: 'vigie', 'source-layer': 'departments', paint: { 'fill-color': '#f1f1ef' } },
      { id: 'areas', type: 'fill', ...areas, filter: mine, paint: { 'fill-color': '#ffffff', 'fill-antialias': false } },
      ...patterns.map(pattern => ({ id: 'pattern-' + pattern, type: 'fill', ...areas, filter: mine, paint: { 'fill-opacity': 0 } })),
      { id: 'borders', type: 'line', ...areas, filter: mine, paint: { 'line-color': '#ffffff', 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.2, 8, 0.6, 11, 1.2] } },
      { id: 'edges', type: 'line', source: 'vigie', 'source-layer': 'departments', paint: { 'line-color': '#5a5a5a', 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.5, 10, 1.6] } },
      { id: 'outlined-under', type: 'line', ...areas, filter: among([]), paint: { 'line-color': '#ffffff', 'line-width': 7 } },
      { id: 'outlined', type: 'line', ...areas, filter: among([]), layout: { 'line-join': 'round' }, paint: { 'line-color': '#161616', 'line-width': 3.5 } },
      { id: 'pointed', type: 'line', ...areas, filter: mine, paint: { 'line-color': '#161616', 'line-width': ['case', ['boolean', ['feature-state', 'pointed'], false], 2, 0] } }
    ]
  };
}

export const locale = {
  'NavigationControl.ZoomIn': 'Agrandir', 'NavigationControl.ZoomOut': 'Réduire',
  'CooperativeGesturesHandler.WindowsHelpText': 'Ctrl et molette pour agrandir la carte',
  'CooperativeGesturesHandler.MacHelpText': '⌘ et molette pour agrandir la carte',
  'CooperativeGesturesHandler.MobileHelpText': 'Deux doigts pour déplacer la carte',
  'AttributionControl.ToggleAttribution': 'Sources', 'Map.Title': 'Carte'
};
