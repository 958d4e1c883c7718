// The page of the nation: its departments on a map and in a table, read anew every half minute.
(function () {
  'use strict';

  var maps = window.vigieMap;
  var french = window.vigieFrench;
  var tiles = null;
  var state = { day: null, today: null, departments: {}, indicator: 'level' };
  var names = { red: 'Rouge', orange: 'Orange', yellow: 'Jaune', green: 'Vert', unknown: 'Non évalué' };
  var order = Object.keys(names);

  function byId(id) { return document.getElementById(id); }
  function text(id, value) { byId(id).textContent = value; }
  var integers = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 });
  var decimals = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  function integer(n) { return n === null || n === undefined ? '–' : integers.format(n); }
  function decimal(n) { return n === null || n === undefined ? '–' : decimals.format(n); }

  var key = window.vigieKey.get;
  function problem(message) {
    byId('problem').hidden = !message;
    byId('problem').textContent = message || '';
  }
  function askForKey(message) {
    problem(message);
    byId('page').hidden = true;
    byId('key-form').hidden = false;
    byId('key').focus();
  }
  byId('key-form').addEventListener('submit', function (event) {
    event.preventDefault();
    window.vigieKey.set(byId('key').value.trim());
    restart();
  });
  window.vigieKey.onPasted(restart);
  function restart() {
    byId('key').value = '';
    byId('key-form').hidden = true;
    load();
  }

  function request(path) {
    return fetch(path, { headers: { Authorization: 'Bearer ' + key() } }).then(function (answer) {
      if (answer.ok) return answer;
      var error = new Error('refused');
      error.status = answer.status;
      throw error;
    });
  }
  function explain(error) {
    if (error.status === 401) { window.vigieKey.forget(); return askForKey('Cette clé n’est pas reconnue.'); }
    if (error.status === 403) return askForKey('Cette clé ne permet pas de lire ces chiffres.');
    problem('Le service est momentanément indisponible. La page réessaie toute seule.');
  }

  function reading(department) {
    if (state.indicator === 'level') return department.level;
    if (department.reportedCommunes === 0 && department.deaths7 === 0) return 'none';
    if (state.indicator === 'rate') return department.rate === null ? 'unknown' : department.rate;
    // What is expected is expected of those that are judged.
    return department.expected ? (department.judgedOn ? department.judgedOn.deaths : department.deaths7) / department.expected : 'unknown';
  }
  function words(department) {
    var parts = ['niveau ' + names[department.level].toLowerCase(), integer(department.deaths7) + ' décès en 7 jours'];
    if (department.expected !== null) parts.push(decimal(department.expected) + ' attendus');
    return parts.join(', ');
  }

  function drawsItself() {
    if (tiles) return true;
    if (!maps || !maps.canDraw()) return false;
    byId('map-gl').hidden = false;
    try {
      tiles = new maps.TileMap({
        container: 'map-gl', key: key, layer: 'departments', department: null,
        describe: function (code) {
          var department = state.departments[code];
          return department ? { name: department.name + ' (' + code + ')', words: words(department) } : { name: code, words: 'non suivi' };
        },
        choose: function (code) { if (state.departments[code]) location.href = '/departements/' + code + (state.day === state.today ? '' : '?date=' + state.day); }
      });
    } catch (error) {
      byId('map-gl').hidden = true;
      maps = null;
      return false;
    }
    byId('map').hidden = true;
    byId('legend').hidden = false;
    return true;
  }

  function paint() {
    if (drawsItself()) {
      tiles.show(state.indicator);
      maps.legend(byId('legend'), state.indicator);
      var painted = {};
      Object.keys(state.departments).forEach(function (code) { painted[code] = maps.classOf(state.indicator, reading(state.departments[code])); });
      tiles.paint(painted);
      return Promise.resolve();
    }
    return request('/v1/france/map.svg?date=' + state.day + '&indicator=' + state.indicator).then(function (answer) { return answer.text(); }).then(function (source) {
      var parsed = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
      if (parsed.nodeName === 'svg') byId('map').replaceChildren(document.importNode(parsed, true));
    });
  }

  function show(told) {
    state.departments = {};
    told.departments.forEach(function (department) { state.departments[department.department] = department; });
    text('long-date', new Date(told.date + 'T12:00:00Z').toLocaleDateString('fr-FR', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }));
    text('deaths', integer(told.deaths));
    text('deaths7', integer(told.deaths7));
    text('watched', integer(told.departments.length));
    text('alarmed', integer(told.departments.filter(function (d) { return d.level === 'orange' || d.level === 'red'; }).length));
    var body = document.createElement('tbody');
    body.id = 'departments';
    told.departments.slice().sort(function (a, b) {
      return order.indexOf(a.level) - order.indexOf(b.level) || (b.zScore || 0) - (a.zScore || 0) || a.department.localeCompare(b.department);
    }).forEach(function (department) {
      var row = body.insertRow();
      var link = document.createElement('a');
      link.href = '/departements/' + department.department + (state.day === state.today ? '' : '?date=' + state.day);
      link.textContent = department.name + ' (' + department.department + ')';
      row.insertCell().appendChild(link);
      row.insertCell().textContent = names[department.level];
      [integer(department.deaths), integer(department.deaths7), decimal(department.expected), decimal(department.zScore),
        integer(department.reportedCommunes) + ' sur ' + integer(department.communes)].forEach(function (value) {
        var cell = row.insertCell();
        cell.className = 'n';
        cell.textContent = value;
      });
    });
    byId('departments').replaceWith(body);
    return paint();
  }

  // The open alerts of today, whatever day is shown; those of the exercise department are nobody's.
  function showAlerts(told) {
    var open = told.alerts.filter(function (alert) { return alert.status !== 'closed' && alert.department !== '00'; });
    open.sort(function (a, b) { return order.indexOf(a.level) - order.indexOf(b.level) || (a.raisedAt < b.raisedAt ? 1 : -1); });
    var list = byId('alerts');
    list.textContent = '';
    open.forEach(function (alert) {
      var department = state.departments[alert.department];
      var item = document.createElement('li');
      item.className = 'alert-item ' + alert.level;
      var head = document.createElement('p');
      var dot = document.createElement('span');
      dot.className = 'dot';
      dot.setAttribute('aria-hidden', 'true');
      var link = document.createElement('a');
      link.href = '/departements/' + alert.department;
      link.textContent = department ? department.name + ' (' + alert.department + ')' : alert.department;
      head.appendChild(dot);
      head.appendChild(link);
      head.appendChild(document.createTextNode('\u00a0: ' + french.name(french.kinds, alert.kind).toLowerCase() + ', niveau ' + french.name(french.levels, alert.level)));
      var more = document.createElement('p');
      more.className = 'detail';
      more.textContent = 'Depuis le ' + french.longDay(alert.firstDay) + (alert.acknowledgedBy ? ', prise en compte par ' + alert.acknowledgedBy : ', pas encore prise en compte') + '.';
      item.appendChild(head);
      item.appendChild(more);
      list.appendChild(item);
    });
    byId('alerts-none').hidden = open.length > 0;
    byId('alerts-problem').hidden = true;
  }
  function loadAlerts() {
    return request('/v1/alerts').then(function (answer) { return answer.json(); }).then(showAlerts).catch(function (error) {
      if (error.status === 401 || error.status === 403) return explain(error);
      byId('alerts-problem').hidden = false;
    });
  }

  function load() {
    if (!key()) return askForKey(null);
    var asked = state.day;
    return request('/v1/france' + (asked ? '?date=' + asked : '')).then(function (answer) { return answer.json(); }).then(function (told) {
      if (asked !== state.day) return;
      if (!asked) {
        state.today = told.date;
        state.day = new URLSearchParams(location.search).get('date') || told.date;
        byId('day').max = state.today;
        byId('day').value = state.day;
        byId('next').disabled = state.day >= state.today;
        if (state.day !== told.date) return load();
      }
      byId('page').hidden = false;
      problem(null);
      loadAlerts();
      return show(told);
    }).catch(explain);
  }

  function choose(day) {
    if (!day) return;
    state.day = day;
    byId('day').value = day;
    byId('next').disabled = day >= state.today;
    history.replaceState(null, '', location.pathname + (day === state.today ? '' : '?date=' + day));
    load();
  }
  function shift(days) {
    var date = new Date(state.day + 'T12:00:00Z');
    date.setUTCDate(date.getUTCDate() + days);
    return date.toISOString().slice(0, 10);
  }
  byId('day').addEventListener('change', function () { choose(byId('day').value); });
  byId('day-form').addEventListener('submit', function (event) { event.preventDefault(); choose(byId('day').value); });
  byId('previous').addEventListener('click', function () { choose(shift(-1)); });
  byId('next').addEventListener('click', function () { choose(shift(1)); });
  byId('indicator').addEventListener('change', function () { state.indicator = byId('indicator').value; paint().catch(explain); });

  setInterval(load, 30000);
  load();
}());
