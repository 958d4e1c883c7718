// What a person may do to an alert: buttons, and one small form at a time. An action carries an id of its own, so that
// sending it twice does it once.
(function () {
  'use strict';

  var french = window.vigieFrench;
  var hard = french.hard;
  var severity = { green: 0, unknown: 0, yellow: 1, orange: 2, red: 3 };
  var order = ['acknowledge', 'confirm', 'decline', 'comment', 'escalate', 'lower', 'close'];
  var verbs = {
    acknowledge: { name: 'Prendre en compte', label: 'Commentaire (facultatif)', done: 'Alerte prise en compte.', help: 'Chacun verra ici qui suit cette alerte.' },
    comment: { name: 'Commenter', label: 'Commentaire', isNeeded: true, done: 'Commentaire ajouté.' },
    escalate: { name: 'Relever le niveau', label: 'Motif', isNeeded: true, done: 'Niveau relevé.' },
    lower: { name: 'Abaisser le niveau', label: 'Motif', isNeeded: true, done: 'Niveau abaissé.' },
    confirm: { name: 'Confirmer le rouge', label: 'Commentaire (facultatif)', done: 'Rouge confirmé.', help: 'Une fois confirmé, le rouge est diffusé hors de la préfecture.' },
    decline: { name: 'Ne pas confirmer', label: 'Motif', isNeeded: true, done: 'Rouge non confirmé.', help: 'Le rouge reste affiché ici ; hors de la préfecture, l’alerte reste orange.' },
    close: { name: 'Clore', label: 'Motif', isNeeded: true, done: 'Alerte close.' }
  };

  function isAllowed(verb, alert) {
    if (verb === 'comment') return true;
    if (alert.status === 'closed') return false;
    switch (verb) {
    case 'acknowledge': return alert.status === 'raised';
    case 'confirm': return alert.level === 'red' && alert.confirmation !== 'confirmed';
    case 'decline': return alert.level === 'red' && alert.confirmation !== 'declined';
    case 'escalate': return alert.kind === 'excess' && severity[alert.level] < 3;
    case 'lower': return alert.kind === 'excess' && severity[alert.level] > 1;
    default: return true;
    }
  }
  function levels(verb, alert) {
    // The nearest first: it is what is chosen unless another is.
    var all = verb === 'escalate' ? ['yellow', 'orange', 'red'] : ['orange', 'yellow'];
    return all.filter(function (level) { return verb === 'escalate' ? severity[level] > severity[alert.level] : severity[level] < severity[alert.level]; });
  }

  // Who signs is remembered on this machine; where that is forbidden, it is asked each time.
  function knownName() { try { return localStorage.getItem('vigie-nom') || ''; } catch (error) { return ''; } }
  function keepName(name) { try { localStorage.setItem('vigie-nom', name); } catch (error) { return; } }

  // A random UUID (RFC 9562, version 4).
  function newID() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    return Array.prototype.map.call(bytes, function (byte, index) {
      return ([4, 6, 8, 10].indexOf(index) >= 0 ? '-' : '') + (byte < 16 ? '0' : '') + byte.toString(16);
    }).join('');
  }

  function failure(error) {
    switch (error && error.status) {
    case 403: return 'Cette clé ne permet pas d’agir sur cette alerte.';
    case 404: return 'Cette alerte n’existe plus.';
    case 409: return 'L’alerte a changé entre-temps' + hard + ': cette action n’est plus possible. Ce qui est affiché ici est à jour.';
    case 422: return 'Un des champs n’est pas accepté. Vérifiez ce que vous avez écrit.';
    default: return 'Pas de réponse du serveur. Envoyez de nouveau' + hard + ': la même action ne compte qu’une fois.';
    }
  }

  function make(name, attributes, text) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text) made.textContent = text;
    return made;
  }

  // options: id (of the alert), send(verb, body) → promise, done(verb, answer, sentence), refused(error)
  function Actions(options) {
    var self = this;
    var alert = null;
    var open = null;
    var buttons = {};
    this.node = make('div', { 'class': 'actions' });
    var row = make('div', { 'class': 'action-row', role: 'group', 'aria-label': 'Agir sur l’alerte' });
    this.node.appendChild(row);
    var said = this.node.appendChild(make('p', { 'class': 'said', role: 'status', tabindex: '-1' }));
    order.forEach(function (verb) {
      var button = make('button', { type: 'button', 'data-verb': verb, 'aria-expanded': 'false' }, verbs[verb].name);
      button.addEventListener('click', function () { if (open && open.verb === verb) fold(true); else unfold(verb); });
      row.appendChild(button);
      buttons[verb] = button;
    });

    function fold(refocus) {
      if (!open) return;
      var button = buttons[open.verb];
      self.node.removeChild(open.form);
      button.setAttribute('aria-expanded', 'false');
      open = null;
      if (refocus) button.focus();
    }

    function field(form, label, control, id) {
      var caption = make('label', { 'for': id }, label);
      control.id = id;
      form.appendChild(caption);
      form.appendChild(control);
      return control;
    }

    function unfold(verb) {
      if (open && open.isBusy) return;
      fold(false);
      said.textContent = '';
      var told = verbs[verb];
      var id = 'action-' + options.id;
      var form = make('form', { 'class': 'action-form', 'data-verb': verb });
      form.noValidate = true;
      var box = form.appendChild(make('fieldset'));
      box.appendChild(make('legend', {}, nameOf(verb)));
      if (told.help) box.appendChild(make('p', { 'class': 'detail' }, told.help));
      var state = { verb: verb, form: form, isBusy: false, sent: null, actionID: null };
      state.by = field(box, 'Votre nom ou votre fonction', make('input', { type: 'text', maxlength: '100', autocomplete: 'name' }), id + '-by');
      state.by.value = knownName();
      if (verb === 'escalate' || verb === 'lower') {
        state.level = field(box, 'Nouveau niveau', make('select'), id + '-level');
        levels(verb, alert).forEach(function (level) { state.level.appendChild(make('option', { value: level }, french.levels[level])); });
      }
      state.comment = field(box, told.label, make('textarea', { rows: '3', maxlength: '2000' }), id + '-comment');
      state.error = box.appendChild(make('p', { 'class': 'error', role: 'alert', id: id + '-error' }));
      var ends = box.appendChild(make('div', { 'class': 'action-row' }));
      state.submit = ends.appendChild(make('button', { type: 'submit', 'aria-describedby': id + '-error' }, nameOf(verb)));
      var cancel = ends.appendChild(make('button', { type: 'button' }, 'Annuler'));
      cancel.addEventListener('click', function () { if (!state.isBusy) fold(true); });
      form.addEventListener('submit', function (event) { event.preventDefault(); submit(state); });
      form.addEventListener('keydown', function (event) { if (event.key === 'Escape' && !state.isBusy) fold(true); });
      open = state;
      buttons[verb].setAttribute('aria-expanded', 'true');
      self.node.appendChild(form);
      (state.by.value ? state.level || state.comment : state.by).focus();
    }

    function complain(state, control, sentence) {
      state.error.textContent = sentence;
      [state.by, state.comment].forEach(function (each) { each.removeAttribute('aria-invalid'); each.removeAttribute('aria-describedby'); });
      if (!control) return;
      control.setAttribute('aria-invalid', 'true');
      control.setAttribute('aria-describedby', state.error.id);
      control.focus();
    }

    function submit(state) {
      if (state.isBusy) return;
      var body = { by: state.by.value.trim() };
      var comment = state.comment.value.trim();
      if (comment) body.comment = comment;
      if (state.level) body.level = state.level.value;
      if (!body.by) return complain(state, state.by, 'Dites qui vous êtes' + hard + ': votre nom ou votre fonction.');
      if (verbs[state.verb].isNeeded && !comment) return complain(state, state.comment, 'Dites pourquoi, en quelques mots.');
      // The same words again are the same action; other words are another one.
      var sent = JSON.stringify(body);
      if (sent !== state.sent) { state.sent = sent; state.actionID = newID(); }
      body.id = state.actionID;
      state.isBusy = true;
      complain(state, null, '');
      state.submit.setAttribute('aria-disabled', 'true');
      state.submit.textContent = 'Envoi…';
      options.send(state.verb, body).then(function (answer) {
        keepName(body.by);
        state.isBusy = false;
        if (open === state) fold(false);
        options.done(state.verb, answer, verbs[state.verb].done);
      }, function (error) {
        state.isBusy = false;
        state.submit.removeAttribute('aria-disabled');
        state.submit.textContent = nameOf(state.verb);
        state.error.textContent = failure(error);
        if (open === state) state.submit.focus();
        options.refused(error);
      });
    }

    // A red that somebody confirmed can be taken back.
    function nameOf(verb) { return verb === 'decline' && alert && alert.confirmation === 'confirmed' ? 'Retirer la confirmation' : verbs[verb].name; }

    // Shows what may be done to the alert as it is now. A form that is being filled in stays, so that no word is lost.
    this.update = function (next, mayAct) {
      alert = next;
      self.node.hidden = !mayAct;
      if (buttons.decline.textContent !== nameOf('decline')) buttons.decline.textContent = nameOf('decline');
      order.forEach(function (verb) { buttons[verb].hidden = !isAllowed(verb, next) && !(open && open.verb === verb); });
    };
    // Says what was done, where the focus can rest: on a button it would lie on the next action.
    this.say = function (sentence) {
      said.textContent = sentence;
      said.focus();
    };
  }

  window.vigieAlertActions = Actions;
}());
