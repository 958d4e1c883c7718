// The course of a department's deaths, drawn by the page: seven-day counts, what was expected of them, and what they are
// likely to become. The same figures stand in a table beside it.
(function () {
  'use strict';

  var french = window.vigieFrench;
  var space = 'http://www.w3.org/2000/svg';
  // Its width is that of the page when it is drawn, so that its words can be read on a telephone too.
  var size = { width: 760, height: 280, left: 44, right: 14, top: 16, bottom: 34 };
  var last = 0;

  // The deaths that the expectation is held against: those of the panel, where there is one.
  function counted(day) { return day.judgedOn ? day.judgedOn.deaths : day.deaths7; }

  function element(name, attributes, text) {
    var made = document.createElementNS(space, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // The least of 1, 2, 5, 10, 20… that cuts the height into at most five.
  function step(top) {
    var power = Math.pow(10, Math.floor(Math.log(top / 5) / Math.LN10));
    return [1, 2, 5, 10].map(function (n) { return Math.max(1, n * power); }).filter(function (n) { return top / n <= 5; })[0] || 1;
  }

  // One path through what is known; a gap where it is not.
  function path(days, x, y, value) {
    var text = '';
    var isOpen = false;
    days.forEach(function (day, index) {
      var n = value(day, index);
      if (n === null || n === undefined) { isOpen = false; return; }
      text += (isOpen ? 'L' : 'M') + x(index).toFixed(1) + ' ' + y(n).toFixed(1);
      isOpen = true;
    });
    return text;
  }

  function band(days, x, y) {
    var text = '';
    var run = [];
    function close() {
      if (run.length > 1) {
        text += 'M' + run.map(function (i) { return x(i).toFixed(1) + ' ' + y(days[i].upper).toFixed(1); }).join('L') + 'L' +
          run.slice().reverse().map(function (i) { return x(i).toFixed(1) + ' ' + y(Math.max(0, days[i].lower)).toFixed(1); }).join('L') + 'Z';
      }
      run = [];
    }
    days.forEach(function (day, index) { if (day.upper === null || day.lower === null) close(); else run.push(index); });
    close();
    return text;
  }

  // From the day before the first that is still to be completed.
  function nowcast(days) {
    return function (day, index) {
      function isOpen(each) { return each && each.nowcast !== null && each.nowcast - counted(each) >= 0.5; }
      if (isOpen(day)) return day.nowcast;
      return isOpen(days[index + 1]) ? counted(day) : null;
    };
  }

  function description(days) {
    var end = days[days.length - 1];
    var peak = days.reduce(function (a, b) { return counted(b) > counted(a) ? b : a; });
    var text = 'Décès sur 7 jours, ' + french.span(days[0].date, end.date) + '. Au plus haut ' + french.integer(counted(peak)) + ' le ' + french.longDay(peak.date) +
      '. Dernier jour' + french.hard + ': ' + french.integer(counted(end));
    if (end.expected !== null) text += ', attendus ' + french.decimal(end.expected) + ' (de ' + french.decimal(end.lower) + ' à ' + french.decimal(end.upper) + ')';
    if (nowcast(days)(end, days.length - 1) !== null) text += ', estimés une fois tout déclaré ' + french.decimal(end.nowcast);
    return text + '.';
  }

  function axes(svg, days, x, y, top) {
    var grid = element('g', { 'class': 'plot-axis', 'aria-hidden': 'true' });
    for (var n = 0; n <= top; n += step(top)) {
      grid.appendChild(element('line', { x1: size.left, x2: size.width - size.right, y1: y(n), y2: y(n) }));
      grid.appendChild(element('text', { x: size.left - 6, y: y(n) + 4, 'text-anchor': 'end' }, french.integer(n)));
    }
    days.forEach(function (day, index) {
      if (day.date.slice(8) !== '01' || x(index) > size.width - size.right - 30) return;
      grid.appendChild(element('line', { x1: x(index), x2: x(index), y1: y(0), y2: y(0) + 5 }));
      grid.appendChild(element('text', { x: x(index) + 3, y: size.height - size.bottom + 18 }, french.date(day.date, { month: size.width < 500 ? 'short' : 'long' })));
    });
    svg.appendChild(grid);
  }

  // A day with a name: where the episode began, today.
  function mark(svg, days, x, y, day, name, kind) {
    var index = days.map(function (each) { return each.date; }).indexOf(day);
    if (index < 0) return;
    var group = element('g', { 'class': 'plot-mark ' + kind, 'aria-hidden': 'true' });
    group.appendChild(element('line', { x1: x(index), x2: x(index), y1: size.top - 4, y2: size.height - size.bottom }));
    group.appendChild(element('text', { x: x(index) - 4, y: kind === 'today' ? size.top + 6 : size.top + 20, 'text-anchor': 'end' }, name));
    svg.appendChild(group);
  }

  function draw(days, options) {
    last += 1;
    var id = 'plot-' + last;
    var top = days.reduce(function (n, day) { return Math.max(n, counted(day), day.upper || 0, day.nowcast || 0); }, 1) * 1.08;
    function x(index) { return size.left + (days.length < 2 ? 0 : index / (days.length - 1)) * (size.width - size.left - size.right); }
    function y(n) { return size.height - size.bottom - n / top * (size.height - size.top - size.bottom); }
    var svg = element('svg', {
      viewBox: '0 0 ' + size.width + ' ' + size.height, role: 'img', 'aria-labelledby': id + '-title ' + id + '-desc', 'class': 'plot', focusable: 'false'
    });
    svg.appendChild(element('title', { id: id + '-title' }, 'Décès sur 7 jours'));
    svg.appendChild(element('desc', { id: id + '-desc' }, description(days)));
    axes(svg, days, x, y, top);
    svg.appendChild(element('path', { 'class': 'plot-band', d: band(days, x, y) }));
    svg.appendChild(element('path', { 'class': 'plot-expected', d: path(days, x, y, function (day) { return day.expected; }) }));
    svg.appendChild(element('path', { 'class': 'plot-observed', d: path(days, x, y, function (day) { return counted(day); }) }));
    svg.appendChild(element('path', { 'class': 'plot-nowcast', d: path(days, x, y, nowcast(days)) }));
    if (options.from) mark(svg, days, x, y, options.from, 'début de l’épisode', 'from');
    if (options.today) mark(svg, days, x, y, options.today, 'aujourd’hui', 'today');
    return svg;
  }

  function legend() {
    var list = document.createElement('ul');
    list.className = 'plot-legend';
    [['plot-observed', 'déclarés'], ['plot-nowcast', 'estimés une fois tout déclaré'], ['plot-expected', 'attendus'], ['plot-band', 'entre les bornes habituelles']].forEach(function (entry) {
      var item = document.createElement('li');
      var sample = element('svg', { viewBox: '0 0 30 12', width: 30, height: 12, 'aria-hidden': 'true', 'class': 'plot', focusable: 'false' });
      sample.appendChild(element('path', { 'class': entry[0], d: entry[0] === 'plot-band' ? 'M0 0H30V12H0Z' : 'M0 6H30' }));
      item.appendChild(sample);
      item.appendChild(document.createTextNode(entry[1]));
      list.appendChild(item);
    });
    return list;
  }

  // The newest day first.
  function table(days) {
    var made = document.createElement('table');
    var head = made.createTHead().insertRow();
    ['Sept jours jusqu’au', 'Déclarés', 'Estimés', 'Attendus', 'Bornes'].forEach(function (name, index) {
      var cell = document.createElement('th');
      cell.scope = 'col';
      if (index > 0) cell.className = 'n';
      cell.textContent = name;
      head.appendChild(cell);
    });
    var body = made.createTBody();
    days.slice().reverse().forEach(function (day) {
      var row = body.insertRow();
      var name = document.createElement('th');
      name.scope = 'row';
      name.textContent = french.longDay(day.date);
      row.appendChild(name);
      [french.integer(counted(day)), french.decimal(day.nowcast), french.decimal(day.expected),
        day.lower === null ? '–' : french.decimal(day.lower) + ' à ' + french.decimal(day.upper)].forEach(function (value) {
        var cell = row.insertCell();
        cell.className = 'n';
        cell.textContent = value;
      });
    });
    return made;
  }

  // Fills an element with the plot, its legend and its table. options: from (the episode's first day), today.
  function fill(host, days, options) {
    var wasOpen = host.querySelector('details') ? host.querySelector('details').open : false;
    host.textContent = '';
    if (!days.length) return;
    size.width = Math.max(280, Math.min(900, host.clientWidth || 760));
    host.appendChild(draw(days, options));
    host.appendChild(legend());
    var more = document.createElement('details');
    var summary = document.createElement('summary');
    summary.textContent = 'Les mêmes chiffres en tableau';
    more.appendChild(summary);
    var scroll = document.createElement('div');
    scroll.className = 'scroll short';
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', 'Décès sur 7 jours, jour par jour');
    scroll.appendChild(table(days));
    more.appendChild(scroll);
    more.open = wasOpen;
    host.appendChild(more);
  }

  window.vigiePlot = { fill: fill };
}());
