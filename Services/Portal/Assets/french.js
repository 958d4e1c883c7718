// Words, numbers and days as the pages write them, in French.
(function () {
  'use strict';

  var hard = '\u00a0';
  var integers = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 });
  var decimals = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  function integer(n) { return n === null || n === undefined ? '–' : integers.format(n); }
  function decimal(n) { return n === null || n === undefined ? '–' : decimals.format(n).replace('-', '\u2212'); }
  function percent(share) { return integer(Math.floor(share * 100 + 1e-9)) + hard + '%'; }
  function plural(n, one, many) { return integer(n) + hard + (n < 2 ? one : many); }

  // MARK: days and hours

  function date(day, options) {
    var text = new Date(day + 'T12:00:00Z').toLocaleDateString('fr-FR', Object.assign({ timeZone: 'UTC' }, options));
    return text.replace(/^1 /, '1er ');
  }
  function longDay(day) { return date(day, { day: 'numeric', month: 'long', year: 'numeric' }); }
  function shortDay(day) { return date(day, { day: 'numeric', month: 'short' }); }
  // « du 9 au 15 mars 2020 », « du 27 février au 4 mars 2020 ».
  function span(first, last) {
    if (first === last) return 'le ' + longDay(last);
    var options = { day: 'numeric' };
    if (first.slice(0, 7) !== last.slice(0, 7)) options.month = 'long';
    if (first.slice(0, 4) !== last.slice(0, 4)) options.year = 'numeric';
    return 'du ' + date(first, options) + ' au ' + longDay(last);
  }
  function moment(instant, zone) {
    var when = new Date(instant);
    var day = when.toLocaleDateString('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone || undefined }).replace(/^1 /, '1er ');
    return day + ' à ' + when.toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: zone || undefined });
  }
  function shift(day, days) {
    var moved = new Date(day + 'T12:00:00Z');
    moved.setUTCDate(moved.getUTCDate() + days);
    return moved.toISOString().slice(0, 10);
  }

  // A span of time between two rare things: « 340 jours », « 3 ans ».
  function rarity(days) {
    if (days < 730) return plural(Math.round(days), 'jour', 'jours');
    return plural(Math.round(days / 365.25), 'an', 'ans');
  }
  function years(n) {
    if (n < 2) return plural(Math.max(1, Math.round(n * 12)), 'mois', 'mois');
    return plural(Math.round(n), 'an', 'ans');
  }

  // « Pontivy, Le Sourn et 2 autres communes ».
  function communes(names) {
    if (names.length === 0) return 'aucune commune';
    if (names.length === 1) return names[0];
    if (names.length <= 3) return names.slice(0, -1).join(', ') + ' et ' + names[names.length - 1];
    return names.slice(0, 2).join(', ') + ' et ' + integer(names.length - 2) + ' autres communes';
  }

  // MARK: closed lists

  window.vigieFrench = {
    hard: hard, integer: integer, decimal: decimal, percent: percent, plural: plural, date: date, longDay: longDay, shortDay: shortDay,
    span: span, moment: moment, shift: shift, rarity: rarity, years: years, communes: communes,
    levels: { green: 'vert', yellow: 'jaune', orange: 'orange', red: 'rouge', unknown: 'non évalué' },
    kinds: { excess: 'Surmortalité', missingData: 'Données manquantes' },
    places: {
      home: 'Domicile', careHome: 'Ehpad ou résidence', healthFacility: 'Établissement de santé', publicSpace: 'Voie publique',
      other: 'Autre lieu', unknown: 'Lieu inconnu'
    },
    // A name of a closed list; what a later version adds is shown as it is, rather than nothing.
    name: function (list, code) { return Object.prototype.hasOwnProperty.call(list, code) ? list[code] : String(code); }
  };
}());
