// What Alerting knows of the department shown: on what ground it is judged, the day's cluster, the alerts. It comes after the
// figures, which are there even when Alerting is away.
(function () {
  'use strict';

  var ground = window.vigieGround;

  function byId(id) { return document.getElementById(id); }

  // options: base, department, request(path), send(path, body), explain(error), isForbidden(error), day(), today(), zone(),
  // generation() (another one once another key is used), tiles() (the map that the browser draws, or null)
  function Judgements(options) {
    var watch = null;
    var cluster = null;

    function showWatch(told) {
      watch = told;
      byId('ground').hidden = false;
      byId('ground').textContent = ground.line(told);
    }

    // The day's cluster, outlined on the map and told under it.
    function showCluster(told) {
      var isUnusual = told !== null && told.recurrenceDays >= ground.clusterDays;
      var absence = watch && watch.clusterAbsence;
      cluster = isUnusual ? told : null;
      byId('cluster').hidden = !told && !absence;
      byId('cluster').className = isUnusual ? 'cluster unusual' : 'cluster detail';
      var text = isUnusual ? 'Regroupement inhabituel (contour épais)\u00a0: ' + ground.cluster(told) + '.' :
        told ? 'Aucun regroupement inhabituel de décès entre communes voisines ce jour.' :
          absence ? 'Les regroupements de communes ne sont pas recherchés\u00a0: ' + absence.replace(/^./, function (c) { return c.toLowerCase(); }) : '';
      if (byId('cluster').textContent !== text) byId('cluster').textContent = text;
      outline();
    }
    function communes() { return cluster ? cluster.communes.map(function (commune) { return commune.commune; }) : []; }

    function outline() {
      if (options.tiles()) options.tiles().outline(communes());
      else outlinePicture();
    }
    function outlinePicture() {
      Array.prototype.forEach.call(byId('map').querySelectorAll('[data-outlined]'), function (path) {
        ['data-outlined', 'stroke', 'stroke-width', 'vector-effect'].forEach(function (name) { path.removeAttribute(name); });
      });
      communes().forEach(function (code) {
        var path = byId('c' + code);
        if (!path) return;
        path.setAttribute('data-outlined', 'true');
        path.setAttribute('stroke', '#161616');
        path.setAttribute('stroke-width', '3');
        path.setAttribute('vector-effect', 'non-scaling-stroke');
        // On top of its neighbours, whose borders would cover half of the line.
        path.parentNode.appendChild(path);
      });
    }

    // MARK: loading

    function json(path) { return options.request(path).then(function (answer) { return answer.json(); }); }
    function loadCluster() {
      var day = options.day();
      return json(options.base + '/clusters?date=' + day).then(function (told) { if (day === options.day()) showCluster(told.cluster); });
    }

    var alerts = new window.vigieAlerts({
      department: options.department, base: options.base, request: options.request, send: options.send, explain: away, zone: options.zone,
      today: options.today, watch: function () { return watch; }
    });

    function load() {
      var generation = options.generation();
      json(options.base + '/watch').then(showWatch).then(loadCluster).then(alerts.load).then(function () { byId('alerts-problem').hidden = true; }).catch(function (error) {
        if (generation === options.generation()) away(error);
      });
    }
    var retrying = null;
    function away(error) {
      if (options.isForbidden(error)) return options.explain(error);
      byId('alerts-problem').hidden = false;
      if (!retrying) retrying = setTimeout(function () { retrying = null; load(); }, 5000);
    }

    // Judgements follow each other quicker than anyone reads: the cluster and the alerts are read once a second at most.
    // Soon, but seldom: in a rush of declarations every one of them moves a judgement.
    var refreshing = null;
    var refreshed = 0;
    function refresh() {
      if (refreshing) return;
      refreshing = setTimeout(function () {
        refreshing = null;
        refreshed = Date.now();
        alerts.refresh();
        loadCluster().catch(away);
      }, Math.max(300, refreshed + 2000 - Date.now()));
    }

    this.load = load;
    this.refresh = refresh;
    // A picture that was drawn anew has no outline yet.
    this.outline = outline;
    this.holds = function (commune) { return communes().indexOf(commune) >= 0; };
  }

  window.vigieJudgements = Judgements;
}());
