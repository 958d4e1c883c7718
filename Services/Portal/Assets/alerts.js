// The alerts of a department: those open, the last closed ones, and each one's dossier.
(function () {
  'use strict';

  var french = window.vigieFrench;
  var hard = french.hard;
  // How many days the plot goes back.
  var plotted = 120;

  function byId(id) { return document.getElementById(id); }
  function make(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function title(alert) {
    if (alert.status === 'closed') return french.name(french.kinds, alert.kind) + ' – close, niveau ' + french.name(french.levels, alert.peakLevel) + ' au plus haut';
    return french.name(french.kinds, alert.kind) + ' – niveau ' + french.name(french.levels, alert.level);
  }
  function since(alert, zone) {
    var text = 'Depuis le ' + french.longDay(alert.firstDay) + ', levée le ' + french.moment(alert.raisedAt, zone);
    if (alert.peakLevel !== alert.level && alert.status !== 'closed') text += ', au plus haut ' + french.name(french.levels, alert.peakLevel);
    if (alert.computedLevel !== alert.level && alert.status !== 'closed') text += ' (niveau calculé' + hard + ': ' + french.name(french.levels, alert.computedLevel) + ')';
    return text + '.';
  }
  function taken(alert, zone) {
    if (alert.status === 'closed') {
      return 'Close le ' + french.moment(alert.closedAt, zone) + (alert.closingReason ? hard + ': ' + alert.closingReason : '.');
    }
    if (alert.acknowledgedBy) return 'Prise en compte par ' + alert.acknowledgedBy + ' le ' + french.moment(alert.acknowledgedAt, zone) + '.';
    return 'Personne ne l’a encore prise en compte.';
  }
  // Told to who sees the red: outside the prefecture it is not there until it is confirmed.
  function confirmation(alert, zone) {
    if ([alert.level, alert.computedLevel, alert.peakLevel].indexOf('red') < 0) return '';
    switch (alert.confirmation) {
    case 'pending': return 'Rouge à confirmer' + hard + ': non diffusé hors de la préfecture.';
    case 'declined': return 'Rouge non confirmé' + (alert.confirmedBy ? ' par ' + alert.confirmedBy : '') + hard + ': non diffusé hors de la préfecture.';
    case 'confirmed': return 'Rouge confirmé' + (alert.confirmedBy ? ' par ' + alert.confirmedBy + ' le ' + french.moment(alert.confirmedAt, zone) : '') + '.';
    default: return '';
    }
  }

  // options: base (of the department's addresses), request(path) → promise of an answer, send(path, body) → promise of JSON,
  // zone(), today(), watch(), explain(error)
  function Alerts(options) {
    var cards = {};
    var mayAct = false;

    function Card(id) {
      var card = this;
      var panelID = 'alert-' + id;
      var button = make('button', 'alert-title');
      button.type = 'button';
      button.setAttribute('aria-expanded', 'false');
      button.setAttribute('aria-controls', panelID);
      var dot = make('span', 'dot');
      dot.setAttribute('aria-hidden', 'true');
      var name = make('span');
      button.appendChild(dot);
      button.appendChild(name);
      var head = make('h3');
      head.appendChild(button);
      var lines = [make('p', 'alert-confirmation'), make('p', 'detail'), make('p', 'detail')];
      var actions = new window.vigieAlertActions({
        id: id,
        send: function (verb, body) { return options.send('/v1/alerts/' + id + '/' + verb, body); },
        done: function (verb, answer, sentence) {
          card.update(answer.alert);
          if (answer.alert.status === 'closed') {
            // It goes to the closed ones, folded.
            unfold(false);
            byId('alerts-status').textContent = sentence;
            byId('alerts-status').focus();
          } else {
            byId('alerts-status').textContent = '';
            actions.say(sentence);
          }
          refresh();
        },
        refused: function (error) { if (error && error.status === 401) options.explain(error); else refresh(); }
      });
      var detail = new window.vigieAlertDetail({ actions: actions.node, zone: options.zone, watch: options.watch });
      detail.node.id = panelID;
      detail.node.hidden = true;
      var wait = make('p', 'detail', 'Chargement du dossier…');
      this.node = make('li');
      this.node.setAttribute('data-alert', id);
      [head].concat(lines, [detail.node]).forEach(function (part) { card.node.appendChild(part); });
      function unfold(isOpen) {
        detail.node.hidden = !isOpen;
        button.setAttribute('aria-expanded', String(isOpen));
      }
      button.addEventListener('click', function () {
        unfold(detail.node.hidden);
        card.load().catch(options.explain);
      });

      this.alert = null;
      this.update = function (alert) {
        card.alert = alert;
        card.node.className = 'alert-item ' + (alert.status === 'closed' ? 'closed' : alert.level);
        name.textContent = title(alert);
        var texts = [confirmation(alert, options.zone()), since(alert, options.zone()), taken(alert, options.zone())];
        lines.forEach(function (line, index) {
          line.hidden = !texts[index];
          if (line.textContent !== texts[index]) line.textContent = texts[index];
        });
        actions.update(alert, mayAct);
      };
      // What is told of it; nothing while it is folded.
      this.load = function () {
        if (detail.node.hidden) return Promise.resolve();
        if (!card.isLoaded) card.node.appendChild(wait);
        var to = card.alert.status === 'closed' ? french.shift(card.alert.lastDay, 21) : options.today();
        if (to > options.today()) to = options.today();
        return Promise.all([
          options.request('/v1/alerts/' + id).then(function (answer) { return answer.json(); }),
          options.request(options.base + '/series?from=' + french.shift(to, 1 - plotted) + '&to=' + to).then(function (answer) { return answer.json(); })
        ]).then(function (told) {
          if (wait.parentNode) wait.parentNode.removeChild(wait);
          card.isLoaded = true;
          card.update(told[0].alert);
          detail.show(told[0]);
          detail.showCourse(told[1].days, { from: told[0].alert.firstDay, today: to === options.today() ? to : null });
        });
      };
    }

    // Puts the cards of a list in order, without taking one out that is in its place: it may hold the focus.
    function arrange(list, alerts) {
      alerts.forEach(function (alert, index) {
        var card = cards[alert.id] || (cards[alert.id] = new Card(alert.id));
        card.update(alert);
        if (list.children[index] !== card.node) list.insertBefore(card.node, list.children[index] || null);
      });
      while (list.children.length > alerts.length) list.removeChild(list.lastElementChild);
    }

    function show(told) {
      mayAct = told.mayAct;
      var open = told.alerts.filter(function (alert) { return alert.status !== 'closed'; });
      var closed = told.alerts.filter(function (alert) { return alert.status === 'closed'; });
      closed.sort(function (a, b) { return a.closedAt < b.closedAt ? 1 : -1; });
      closed = closed.slice(0, 10);
      arrange(byId('alerts-open'), open);
      arrange(byId('alerts-closed'), closed);
      byId('alerts-none').hidden = open.length > 0;
      byId('alerts-past').hidden = closed.length === 0;
      byId('alerts-past-name').textContent = closed.length === 1 ? 'La dernière alerte close' : 'Les ' + closed.length + ' dernières alertes closes';
      byId('alerts-rights').hidden = mayAct || open.length === 0;
      byId('alerts').setAttribute('data-ready', 'true');
      return Promise.all(open.concat(closed).map(function (alert) { return cards[alert.id].load(); }));
    }

    // One refresh at a time; what changes meanwhile is read right after, at most once a second.
    var isRefreshing = false;
    var isAgain = false;
    function refresh() {
      if (isRefreshing) { isAgain = true; return; }
      isRefreshing = true;
      isAgain = false;
      load().catch(options.explain).then(function () {
        setTimeout(function () { isRefreshing = false; if (isAgain) refresh(); }, 1000);
      });
    }
    function load() {
      return options.request('/v1/alerts?department=' + encodeURIComponent(options.department) + '&limit=60').then(function (answer) { return answer.json(); }).then(show);
    }

    this.load = load;
    this.refresh = refresh;
  }

  window.vigieAlerts = Alerts;
}());
