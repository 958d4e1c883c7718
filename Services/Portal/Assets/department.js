// The page of one department: loads the figures, listens for changes, repaints the communes that moved.
(function () {
  'use strict';

  var department = decodeURIComponent(location.pathname.split('/').filter(Boolean).pop());
  var base = '/v1/departments/' + encodeURIComponent(department);
  var maps = window.vigieMap;
  var tiles = null;
  var state = { level: 'unknown', day: null, today: null, follow: true, communes: {}, indicator: 'deaths', generation: 0 };

  var places = { home: 'Domicile', careHome: 'Ehpad ou résidence', healthFacility: 'Établissement de santé', publicSpace: 'Voie publique', other: 'Autre lieu', unknown: 'Lieu inconnu' };
  var causes = { covidConfirmed: 'Covid confirmé', covidSuspected: 'Covid suspecté', other: 'Autre cause', unknown: 'Cause inconnue' };
  var levels = {
    green: ['Vert', 'La mortalité est habituelle pour la saison.'],
    yellow: ['Jaune', 'La mortalité dépasse l’habituel : à surveiller.'],
    orange: ['Orange', 'La mortalité est nettement au-dessus de l’habituel.'],
    red: ['Rouge', 'La mortalité est très au-dessus de l’habituel.'],
    unknown: ['Non évalué', 'Il faut un historique, et des déclarations chaque jour, pour évaluer le niveau.']
  };

  function byId(id) { return document.getElementById(id); }
  function text(id, value) { byId(id).textContent = value; }
  var integers = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 0 });
  var decimals = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  function integer(n) { return n === null || n === undefined ? '–' : integers.format(n); }
  function decimal(n) { return n === null || n === undefined ? '–' : decimals.format(n); }
  function frenchDate(day, options) {
    return new Date(day + 'T12:00:00Z').toLocaleDateString('fr-FR', Object.assign({ timeZone: 'UTC' }, options));
  }
  function clock(instant) { return new Date(instant).toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: state.zone || undefined }); }

  // MARK: the key

  var key = window.vigieKey.get;
  function askForKey(message) {
    state.generation += 1;
    stopListening();
    if (message) problem(message);
    byId('page').hidden = true;
    byId('key-form').hidden = false;
    byId('key').focus();
    live('off', 'Non connecté');
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
    problem(null);
    start();
  }

  // MARK: asking the server

  function Refused(status, detail) { this.status = status; this.detail = detail; }

  function request(path, accept) {
    return fetch(path, { headers: { Authorization: 'Bearer ' + key(), Accept: accept || 'application/json' } }).then(function (answer) {
      if (answer.ok) return answer;
      return answer.json().catch(function () { return {}; }).then(function (told) {
        throw new Refused(answer.status, told.detail);
      });
    });
  }

  // The answer is JSON; so is what is sent.
  function send(path, body) {
    return fetch(path, {
      method: 'POST', body: JSON.stringify(body),
      headers: { Authorization: 'Bearer ' + key(), Accept: 'application/json', 'Content-Type': 'application/json' }
    }).then(function (answer) {
      return answer.json().catch(function () { return {}; }).then(function (told) {
        if (!answer.ok) throw new Refused(answer.status, told.detail);
        return told;
      });
    });
  }

  function explain(error) {
    if (error instanceof Refused) {
      if (error.status === 401) { window.vigieKey.forget(); return askForKey('Cette clé n’est pas reconnue.'); }
      if (error.status === 403) return askForKey('Cette clé ne permet pas de lire ce département.');
      if (error.status === 404) return problem('Le département « ' + department + ' » n’est pas ouvert dans Vigie.');
      if (error.status === 503) return problem('Le service est momentanément indisponible. La page réessaie toute seule.');
      return problem('Le serveur a refusé la demande (' + error.status + ').');
    }
    problem('Pas de réponse du serveur. La page réessaie toute seule.');
  }
  function problem(message) {
    byId('problem').hidden = !message;
    byId('problem').textContent = message || '';
  }
  function live(kind, message) {
    byId('live').className = 'live ' + kind;
    if (byId('live').textContent !== message) text('live', message);
  }

  // MARK: showing

  function showDepartment(told) {
    state.zone = told.zone;
    var name = told.name + ' (' + told.department + ')';
    text('name', name);
    document.title = name + ' – Vigie';
    text('long-date', frenchDate(told.date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }));
    text('updated', told.updatedAt ? ' · à jour à ' + clock(told.updatedAt) : ' · aucune déclaration reçue');
    text('deaths', integer(told.deaths));
    text('deaths7', integer(told.deaths7));
    text('expected', told.expected === null ? 'Attendus : inconnus, faute d’historique' :
      (told.judgedOn && told.judgedOn.kind === 'panel' ? 'Attendus dans le panel : ' : 'Attendus : ') + decimal(told.expected) + (told.lower === null ? '' : ' (de ' + decimal(told.lower) + ' à ' + decimal(told.upper) + ')'));
    text('basis', window.vigieGround.basis(told.judgedOn));
    var isOpen = told.nowcast !== null && told.judgedOn !== null && told.nowcast - told.judgedOn.deaths >= 0.5;
    byId('nowcast').hidden = !isOpen;
    text('nowcast', isOpen ? 'Estimés dans le panel une fois tout déclaré : ' + decimal(told.nowcast) : '');
    text('rate', decimal(told.rate));
    text('reported', integer(told.reportedCommunes) + ' sur ' + integer(told.communes));
    text('reported-share', integer(Math.floor(told.completeness * 100)) + ' % des communes');
    var level = levels[told.level] || levels.unknown;
    state.level = levels[told.level] ? told.level : 'unknown';
    byId('level').className = 'level ' + told.level;
    text('level-name', 'Niveau : ' + level[0].toLowerCase());
    text('level-text', level[1] + (told.zScore === null ? '' : ' Écart : ' + decimal(told.zScore) + ' écarts-types.'));
    fill('places', places, told.byPlace);
    fill('causes', causes, told.byCause);
  }

  function fill(id, names, values) {
    var body = byId(id);
    body.textContent = '';
    Object.keys(names).forEach(function (code) {
      var row = body.insertRow();
      var head = document.createElement('th');
      head.scope = 'row';
      head.textContent = names[code];
      row.appendChild(head);
      var cell = row.insertCell();
      cell.className = 'n';
      cell.textContent = integer(values[code] || 0);
    });
  }

  function showCommunes() {
    var wanted = byId('search').value.trim().toLocaleLowerCase('fr');
    var silent = byId('silent').checked;
    var rows = Object.keys(state.communes).map(function (code) { return state.communes[code]; }).filter(function (commune) {
      return (!silent || !commune.reported) && (!wanted || (commune.name + ' ' + commune.commune).toLocaleLowerCase('fr').indexOf(wanted) >= 0);
    });
    rows.sort(function (a, b) { return b.deaths - a.deaths || b.deaths7 - a.deaths7 || a.name.localeCompare(b.name, 'fr'); });
    var body = document.createElement('tbody');
    body.id = 'communes';
    rows.slice(0, 400).forEach(function (commune) {
      var row = body.insertRow();
      if (!commune.reported) row.className = 'silent';
      row.insertCell().textContent = commune.name;
      [commune.reported ? integer(commune.deaths) : '–', integer(commune.deaths7), decimal(commune.expected)].forEach(function (value) {
        var cell = row.insertCell();
        cell.className = 'n';
        cell.textContent = value;
      });
      row.insertCell().textContent = commune.reported ? (commune.deaths === 0 ? 'Aucun décès' : 'Déclarée') : 'Pas encore déclaré';
    });
    byId('communes').replaceWith(body);
    text('communes-more', rows.length > 400 ? 'Les 400 premières communes sur ' + integer(rows.length) + ' sont montrées : cherchez un nom pour voir les autres.' : '');
  }

  function showRecent(told) {
    var list = byId('recent');
    list.textContent = '';
    told.declarations.forEach(function (declaration) {
      var item = document.createElement('li');
      var time = document.createElement('time');
      time.dateTime = declaration.receivedAt;
      time.textContent = clock(declaration.receivedAt);
      item.appendChild(time);
      var what = declaration.withdrawn ? 'déclaration retirée' :
        declaration.deaths === 0 ? 'aucun décès' :
        integer(declaration.deaths) + ' décès, ' + (places[declaration.place] || '').toLowerCase() + ', ' + (causes[declaration.cause] || '').replace(/^[AC]/, function (c) { return c === 'A' ? 'a' : declaration.cause.indexOf('covid') === 0 ? 'C' : 'c'; });
      item.appendChild(document.createTextNode(declaration.name + ' : ' + what + (declaration.occurredOn === state.day ? '' : ' (le ' + frenchDate(declaration.occurredOn, { day: 'numeric', month: 'long', year: 'numeric' }) + ')')));
      list.appendChild(item);
    });
    if (!told.declarations.length) list.innerHTML = '<li>Aucune déclaration pour le moment.</li>';
  }

  // MARK: the map

  // What a commune is painted with: a number, 'none' when it is silent, 'unknown' when the value does not exist.
  function reading(commune) {
    switch (state.indicator) {
    case 'deaths': return commune.reported ? commune.deaths : 'none';
    case 'rate': return !commune.reported7 ? 'none' : commune.rate === null ? 'unknown' : commune.rate;
    case 'ratio': return !commune.reported7 ? 'none' : !commune.expected ? 'unknown' : commune.deaths7 / commune.expected;
    case 'completeness': return commune.reportedDays > 0 ? commune.reportedDays : 'none';
    default: return state.level;
    }
  }

  // The classes of the map, as its legend tells them.
  function classes(svg) {
    return Array.prototype.map.call(svg.querySelectorAll('.legend-entry'), function (entry) {
      var lower = entry.getAttribute('data-lower');
      return { name: entry.getAttribute('data-class'), lower: lower === '0+' ? Number.MIN_VALUE : lower === null ? null : Number(lower), fill: entry.querySelector('rect').getAttribute('fill') };
    });
  }

  function paint(value, entries) {
    var found = null;
    entries.forEach(function (entry) {
      if (typeof value === 'string' ? entry.name === value : entry.lower !== null && entry.lower <= value) found = entry;
    });
    return found;
  }

  function repaint(communes) {
    if (tiles) {
      var painted = {};
      communes.forEach(function (commune) { painted[commune.commune] = maps.classOf(state.indicator, reading(commune)); });
      tiles.paint(painted);
    } else {
      repaintPicture(communes);
    }
    document.dispatchEvent(new CustomEvent('vigie:painted'));
  }

  function everyCommune() { return Object.keys(state.communes).map(function (code) { return state.communes[code]; }); }

  // The level may be known after the communes.
  function repaintLevel() { if (tiles && state.indicator === 'level') repaint(everyCommune()); }

  function repaintPicture(communes) {
    var svg = byId('map').querySelector('svg');
    if (!svg || svg.getAttribute('data-indicator') !== state.indicator || state.indicator === 'level') return;
    var entries = classes(svg);
    communes.forEach(function (commune) {
      var path = svg.getElementById('c' + commune.commune);
      var entry = paint(reading(commune), entries);
      if (!path || !entry || path.classList.contains(entry.name)) return;
      path.setAttribute('class', 'commune ' + entry.name);
      path.setAttribute('fill', entry.fill);
      var title = path.querySelector('title');
      if (title) title.textContent = commune.name + '\u00a0: ' + words(commune);
    });
  }

  function words(commune) {
    var value = reading(commune);
    if (state.indicator === 'level') return 'niveau du département\u00a0: ' + levels[state.level][0].toLowerCase();
    if (value === 'none') return 'aucune déclaration';
    if (value === 'unknown') return 'valeur inconnue';
    switch (state.indicator) {
    case 'deaths': return value === 0 ? 'aucun décès' : integer(value) + ' décès';
    case 'rate': return decimal(value) + ' pour 100 000 habitants';
    case 'ratio': return decimal(value) + ' fois les décès attendus';
    default: return integer(value) + (value > 1 ? ' jours déclarés sur 7' : ' jour déclaré sur 7');
    }
  }

  // The browser draws the map itself where it can; where it cannot, or fails to, the server's picture is shown.
  function drawsItself() {
    if (tiles) return true;
    if (!maps || !maps.canDraw()) return false;
    byId('map-gl').hidden = false;
    try {
      tiles = new maps.TileMap({
        container: 'map-gl', key: key, layer: 'communes', department: department,
        describe: function (code) {
          var commune = state.communes[code];
          if (!commune) return null;
          return { name: commune.name, words: words(commune) + (judgements.holds(code) ? ', dans le regroupement inhabituel' : '') };
        }
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

  function loadMap() {
    if (!drawsItself()) return loadDrawing();
    tiles.show(state.indicator);
    maps.legend(byId('legend'), state.indicator);
    return Promise.resolve();
  }

  function loadDrawing() {
    var query = '?date=' + state.day + '&indicator=' + state.indicator;
    var asked = query;
    return request(base + '/map.svg' + query, 'image/svg+xml').then(function (answer) { return answer.text(); }).then(function (source) {
      if (asked !== '?date=' + state.day + '&indicator=' + state.indicator) return;
      var parsed = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
      if (parsed.nodeName !== 'svg') throw new Error('map');
      byId('map').replaceChildren(document.importNode(parsed, true));
      judgements.outline();
    });
  }

  function loadPicture(form, type) {
    request(base + '/map.' + form + '?date=' + state.day + '&indicator=' + state.indicator, type).then(function (answer) { return answer.blob(); }).then(function (blob) {
      window.open(URL.createObjectURL(blob), '_blank');
    }).catch(explain);
  }

  // MARK: loading

  function query() { return '?date=' + state.day; }
  function loadFigures() { return request(base + query()).then(function (a) { return a.json(); }).then(showDepartment); }
  function loadCommunes() {
    var day = state.day;
    return request(base + '/communes' + query()).then(function (a) { return a.json(); }).then(function (told) {
      if (day !== state.day) return;
      told.communes.forEach(function (commune) { state.communes[commune.commune] = commune; });
      repaint(told.communes);
      showCommunes();
    });
  }
  function loadRecent() { return request(base + '/declarations?limit=10').then(function (a) { return a.json(); }).then(showRecent); }

  var judgements = new window.vigieJudgements({
    department: department, base: base, request: request, send: send, explain: explain,
    isForbidden: function (error) { return error instanceof Refused && (error.status === 401 || error.status === 403); },
    day: function () { return state.day; }, today: function () { return state.today; }, zone: function () { return state.zone; },
    generation: function () { return state.generation; }, tiles: function () { return tiles; }
  });

  function loadAll() {
    judgements.load();
    return Promise.all([loadFigures(), loadMap().then(loadCommunes), loadRecent()]).then(function () { repaintLevel(); problem(null); });
  }

  // The map's own words and its legend's counts follow a little later, with a new drawing.
  var redrawing = null;
  function redrawSoon() {
    if (redrawing || tiles) return;
    redrawing = setTimeout(function () {
      redrawing = null;
      loadMap().then(function () { repaint(everyCommune()); }).catch(explain);
    }, 1500);
  }

  // One refresh at a time; what changes meanwhile is refreshed right after.
  var refreshing = false;
  var again = false;
  function refresh() {
    if (refreshing) { again = true; return; }
    refreshing = true;
    again = false;
    Promise.all([loadFigures(), loadCommunes(), loadRecent(), state.indicator === 'level' && !tiles ? loadMap() : null]).then(function () {
      problem(null);
      repaintLevel();
      document.documentElement.setAttribute('data-repainted', String(Date.now()));
      redrawSoon();
    }).catch(explain).then(function () {
      setTimeout(function () { refreshing = false; if (again) refresh(); }, 150);
    });
  }

  // MARK: listening

  var listening = null;
  function stopListening() {
    if (listening) listening.stop();
    listening = null;
  }
  function listen() {
    stopListening();
    listening = new window.vigieLive({
      key: key(), department: department,
      // What changed between loading and listening is not lost.
      onOpened: refresh,
      onState: function (isOn) { live(isOn ? 'on' : 'off', isOn ? 'En direct' : 'Connexion perdue, nouvel essai…'); },
      // It is said to all pages, whose keys are the same and whose departments are not.
      onRefused: function () { request(base).catch(explain); },
      onEvent: function (name) {
        if (name === 'reload') return void loadAll().catch(explain);
        if (name !== 'counts' && name !== 'alert') return;
        refresh();
        if (name === 'alert') judgements.refresh();
      }
    });
  }

  // MARK: the person's choices

  function show(day) {
    if (!day) return;
    state.day = day;
    state.follow = day === state.today;
    byId('day').value = day;
    byId('next').disabled = day >= state.today;
    state.communes = {};
    var address = new URL(location.href);
    if (state.follow) address.searchParams.delete('date'); else address.searchParams.set('date', day);
    history.replaceState(null, '', address.pathname + address.search);
    loadAll().catch(explain);
  }
  function shift(days) {
    var date = new Date(state.day + 'T12:00:00Z');
    date.setUTCDate(date.getUTCDate() + days);
    return date.toISOString().slice(0, 10);
  }
  byId('day').addEventListener('change', function () { show(byId('day').value); });
  byId('day-form').addEventListener('submit', function (event) { event.preventDefault(); show(byId('day').value); });
  byId('previous').addEventListener('click', function () { show(shift(-1)); });
  byId('next').addEventListener('click', function () { show(shift(1)); });
  byId('indicator').addEventListener('change', function () {
    state.indicator = byId('indicator').value;
    loadMap().then(function () { repaint(everyCommune()); }).catch(explain);
  });
  byId('map-png').addEventListener('click', function (event) { event.preventDefault(); loadPicture('png', 'image/png'); });
  byId('map-pdf').addEventListener('click', function (event) { event.preventDefault(); loadPicture('pdf', 'application/pdf'); });
  byId('search').addEventListener('input', showCommunes);
  byId('silent').addEventListener('change', showCommunes);

  // MARK: for who looks at the page from outside

  // How a commune looks on the map: the name of its class and what is told of it.
  function look(code) {
    var commune = state.communes[code];
    if (tiles) return tiles.look(code) + (commune ? ' ' + words(commune) : '');
    var path = document.getElementById('c' + code);
    return path ? path.getAttribute('class') + path.textContent : '';
  }
  window.vigie = {
    kind: function () { return tiles ? 'tiles' : 'picture'; },
    isReady: function () { return tiles ? tiles.isReady && Object.keys(state.communes).length > 0 : document.querySelectorAll('#map svg [data-commune]').length > 0; },
    look: look,
    looks: function () {
      var all = {};
      Object.keys(state.communes).forEach(function (code) { all[code] = look(code); });
      return all;
    },
    tiles: function () { return tiles; },
    stream: function () { return listening ? listening.describe() : null; }
  };

  // MARK: starting

  function start() {
    if (!key()) return askForKey(null);
    state.generation += 1;
    var generation = state.generation;
    var asked = new URLSearchParams(location.search).get('date');
    request(base + (asked ? '?date=' + encodeURIComponent(asked) : '')).then(function (a) { return a.json(); }).then(function (told) {
      state.today = told.today;
      state.day = told.date;
      state.follow = told.date === told.today;
      byId('day').value = told.date;
      byId('day').max = told.today;
      byId('next').disabled = told.date >= told.today;
      byId('page').hidden = false;
      problem(null);
      showDepartment(told);
      return loadAll().then(function () { if (generation === state.generation) listen(); });
    }).catch(function (error) {
      explain(error);
      var final = error instanceof Refused && error.status !== 503 && error.status !== 429;
      if (!final) setTimeout(function () { if (generation === state.generation) start(); }, 3000);
    });
  }

  // At midnight the page moves on to the new day by itself.
  setInterval(function () {
    if (!state.today || !key()) return;
    request(base).then(function (a) { return a.json(); }).then(function (told) {
      if (told.today === state.today) return;
      state.today = told.today;
      byId('day').max = told.today;
      if (state.follow) show(told.today);
    }).catch(function () {});
  }, 60000);

  start();
}());
