// What an alert was judged from, how, and everything that happened to it.
(function () {
  'use strict';

  var french = window.vigieFrench;
  var ground = window.vigieGround;
  var hard = french.hard;

  function make(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }
  function level(name) { return french.name(french.levels, name); }

  // MARK: figures

  function figures(dossier) {
    var list = make('dl', 'dossier-figures');
    function add(name, value, more) {
      var box = make('div');
      box.appendChild(make('dt', 'label', name));
      box.appendChild(make('dd', 'dossier-figure', value));
      if (more) box.appendChild(make('dd', 'detail', more));
      list.appendChild(box);
    }
    var judged = dossier.judgedOn;
    add(judged.kind === 'panel' ? 'Décès déclarés dans le panel' : 'Décès déclarés', french.integer(dossier.observed),
      judged.days === 1 ? french.longDay(dossier.day) : french.span(french.shift(dossier.day, 1 - judged.days), dossier.day));
    if (dossier.nowcast - dossier.observed >= 0.5) {
      add('Estimés une fois tout déclaré', french.decimal(dossier.nowcast), 'de ' + french.decimal(dossier.nowcastLower) + ' à ' + french.decimal(dossier.nowcastUpper));
    }
    if (dossier.expected !== null) {
      add('Attendus', french.decimal(dossier.expected), 'bornes habituelles' + hard + ': de ' + french.decimal(dossier.lower) + ' à ' + french.decimal(dossier.upper));
      add('Écart', french.decimal(dossier.zScore), 'écarts-types');
    }
    if (judged.kind === 'panel') add('Panel', french.plural(judged.communes, 'commune', 'communes'), french.percent(judged.share) + ' des décès attendus');
    add('Communes déclarantes', french.percent(dossier.reportedShare), 'de la population');
    return list;
  }

  // How sure it is that a commune's risk is raised, in words: a colour alone would not tell.
  function certainty(share) {
    return (share > 0.95 ? 'très probable' : share > 0.8 ? 'probable' : 'incertain') + ' (' + french.percent(share) + ')';
  }

  function table(caption, heads, rows) {
    var box = make('div');
    var made = box.appendChild(make('table'));
    made.appendChild(make('caption', '', caption));
    var head = made.createTHead().insertRow();
    heads.forEach(function (name, index) {
      var cell = make('th', index > 0 && index < 3 ? 'n' : '', name);
      cell.scope = 'col';
      head.appendChild(cell);
    });
    var body = made.createTBody();
    rows.forEach(function (values) {
      var row = body.insertRow();
      values.forEach(function (value, index) {
        var cell = document.createElement(index === 0 ? 'th' : 'td');
        if (index === 0) cell.scope = 'row';
        if (index > 0 && index < 3) cell.className = 'n';
        cell.textContent = value;
        row.appendChild(cell);
      });
    });
    return box;
  }

  // The first communes; the others are a click away.
  function communes(all) {
    var shown = 8;
    function rows(some) {
      return some.map(function (one) { return [one.name, french.integer(one.observed), french.decimal(one.expected), certainty(one.exceedance)]; });
    }
    var heads = ['Commune', '7 jours', 'Attendus', 'Excès réel'];
    var box = table('Communes qui portent l’écart', heads, rows(all.slice(0, shown)));
    if (all.length > shown) {
      var more = box.appendChild(make('details'));
      more.appendChild(make('summary', '', all.length - shown === 1 ? 'Une autre commune' : 'Les ' + french.integer(all.length - shown) + ' autres communes'));
      more.appendChild(table('Les autres communes', heads, rows(all.slice(shown))));
    }
    box.appendChild(make('p', 'detail', 'Excès réel' + hard + ': la probabilité que la commune dépasse de plus d’un quart ce qu’elle attend, compte tenu du hasard.'));
    return box;
  }

  function drivers(dossier, kind) {
    var box = make('div', 'dossier-tables');
    // Of a rise, those that have more than they expect; of missing declarations, all that were looked at.
    var some = dossier.drivers.filter(function (one) { return kind !== 'excess' || one.observed > one.expected; });
    if (some.length) box.appendChild(communes(some));
    if (dossier.places.length) {
      box.appendChild(table('Lieux des décès', ['Lieu', '7 jours', 'D’habitude'], dossier.places.map(function (one) {
        return [french.name(french.places, one.place), french.integer(one.observed), french.decimal(one.usual)];
      })));
    }
    return box;
  }

  function methods(dossier, watch, kind) {
    var box = make('div');
    var sentences = [ground.basis(dossier.judgedOn), ground.method(dossier.method, watch && watch.method === dossier.method ? watch.history : null), ground.thresholds(dossier.thresholds)];
    if (kind === 'missingData' && dossier.thresholds) {
      sentences.push('Des déclarations semblent manquer quand l’écart passe sous ' + french.decimal(dossier.thresholds.low) + '.');
    } else {
      sentences.push(ground.falseAlarms(dossier.falseAlarms));
    }
    sentences.push('Règles de jugement n°' + hard + french.integer(dossier.judgedOn.rules) + '.');
    sentences.filter(Boolean).forEach(function (sentence) { box.appendChild(make('p', '', sentence)); });
    return box;
  }

  // MARK: the journal

  function sentence(event) {
    var change = 'de ' + level(event.levelBefore) + ' à ' + level(event.levelAfter);
    switch (event.kind) {
    case 'raised': return 'Alerte levée, niveau ' + level(event.levelAfter);
    case 'levelChanged': return 'Niveau calculé' + hard + ': ' + change;
    case 'acknowledged': return 'Prise en compte';
    case 'commented': return 'Commentaire';
    case 'escalated': return 'Niveau relevé ' + change;
    case 'lowered': return 'Niveau abaissé ' + change;
    case 'confirmed': return 'Rouge confirmé';
    case 'declined': return 'Rouge non confirmé';
    case 'closed': return 'Alerte close';
    case 'ended': return 'Épisode terminé';
    case 'reopened': return 'Alerte rouverte, niveau ' + level(event.levelAfter);
    default: return event.kind;
    }
  }

  function journal(events, zone) {
    var list = make('ol', 'journal');
    events.slice().reverse().forEach(function (event) {
      var item = make('li');
      var time = make('time', '', french.moment(event.at, zone));
      time.dateTime = event.at;
      item.appendChild(time);
      item.appendChild(make('strong', '', sentence(event)));
      var by = event.by ? 'par ' + event.by : event.day ? 'jour jugé' + hard + ': ' + french.longDay(event.day) : 'par le calcul';
      item.appendChild(document.createTextNode(' · ' + by));
      if (event.comment) item.appendChild(make('blockquote', '', event.comment));
      list.appendChild(item);
    });
    return list;
  }

  // MARK: all of it

  function heading(text) { return make('h4', '', text); }

  // options: actions (their node), zone(), watch()
  function Detail(options) {
    var explanation = make('p', 'explanation');
    var plot = make('div', 'plot-box');
    var figureBox = make('div');
    var driverBox = make('div');
    var cluster = make('p');
    var methodBox = make('div');
    var journalBox = make('div');
    var node = make('div', 'alert-detail');
    [explanation, options.actions, figureBox, heading('Le cours des décès'), plot, driverBox, cluster, heading('Comment c’est jugé'), methodBox, heading('Journal'), journalBox]
      .forEach(function (part) { node.appendChild(part); });
    this.node = node;

    this.show = function (detail) {
      var dossier = detail.dossier;
      explanation.textContent = detail.alert.explanation || '';
      [figureBox, driverBox, methodBox, journalBox].forEach(function (box) { box.textContent = ''; });
      cluster.textContent = '';
      if (dossier) {
        // The figures are those that the level came from; the course below goes on.
        figureBox.appendChild(make('p', 'detail', 'Chiffres du dossier n°' + hard + french.integer(dossier.number) + ', figé le ' + french.moment(dossier.frozenAt, options.zone()) + hard + ':'));
        figureBox.appendChild(figures(dossier));
        driverBox.appendChild(drivers(dossier, detail.alert.kind));
        if (dossier.cluster && dossier.cluster.recurrenceDays >= ground.clusterDays) {
          cluster.textContent = 'Regroupement inhabituel' + hard + ': ' + ground.cluster(dossier.cluster) + '.';
        }
        methodBox.appendChild(methods(dossier, options.watch(), detail.alert.kind));
      } else {
        methodBox.appendChild(make('p', '', 'Aucun dossier n’est gardé de cette alerte.'));
      }
      journalBox.appendChild(journal(detail.events, options.zone()));
    };
    this.showCourse = function (days, marks) {
      // Whoever reads the table keeps their place.
      if (!plot.contains(document.activeElement)) window.vigiePlot.fill(plot, days, marks);
    };
  }

  window.vigieAlertDetail = Detail;
}());
