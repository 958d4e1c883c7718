// Live updates: one stream for all pages of this browser that are read with the same key, since a browser opens no more than
// six connections to a server and a page of its own each would hold them all.
//
// Each page holds a lock whose name tells its department; so the locks that are held tell what is wanted, and a page that goes,
// however it goes, wants nothing more. One page holds the leader's lock: it listens for all and passes on what it hears.
// When it goes, the browser gives the lock to another.
(function () {
  'use strict';

  // More than two of the server's heartbeats: whoever hears nothing for so long is not live.
  var silence = 40000;
  // How long the leader may take to answer before another page takes its place.
  var patience = 5000;

  // Tells keys apart without naming them (53 bits, after Bryc's cyrb53).
  function digest(text) {
    var a = 0xdeadbeef, b = 0x41c6ce57;
    for (var i = 0; i < text.length; i += 1) {
      a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
      b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return ((b & 2097151) * 4294967296 + (a >>> 0)).toString(36);
  }

  // options: key, department, onEvent(name, data), onState(isOn), onOpened() (what changed till now may have been missed),
  // onRefused() (the key opens the stream no more)
  function Live(options) {
    var name = 'vigie ' + digest(options.key);
    var page = name + ' page ';
    // Browsers have locks only where the address is https or this machine.
    var locks = window.BroadcastChannel && navigator.locks ? navigator.locks : null;
    var channel = locks ? new BroadcastChannel(name) : null;
    var isStopped = false;
    var isOn = false;
    var isCovered = false;
    var heard = Date.now();
    var asked = 0;
    var answered = 0;
    // Only while this page leads: release(), controller, covers, isOpen, heard, began, pause, retry.
    var leading = null;
    // From where whoever leads next may resume.
    var eventId = null;
    var waiting = null;
    var leave = null;

    // MARK: what every page does

    function turn(on) {
      if (on === isOn || isStopped) return;
      isOn = on;
      options.onState(on);
      if (on) options.onOpened();
    }
    function alive() {
      heard = Date.now();
      turn(true);
    }
    function hear(message) {
      if (isStopped) return;
      eventId = message.id || eventId;
      switch (message.type) {
      case 'here':
        if (leading) look();
        break;
      case 'state':
        answered = Date.now();
        isCovered = message.isOpen && message.covers.indexOf(options.department) >= 0;
        if (isCovered) alive(); else turn(false);
        break;
      case 'beat':
        if (isCovered) alive();
        break;
      case 'event':
        if (!isCovered) break;
        alive();
        if (!message.data.department || message.data.department === options.department) options.onEvent(message.name, message.data);
        break;
      case 'refused':
        options.onRefused();
        break;
      }
    }
    function tell(message) {
      if (channel && !isStopped) channel.postMessage(message);
      hear(message);
    }

    // A page in the background may be woken late: it goes by the clock, not by how often it was called.
    function watch() {
      var now = Date.now();
      if (now - heard > silence) turn(false);
      if (leading) {
        if (leading.isOpen && now - leading.heard > silence) leading.controller.abort();
      } else if (locks && !isOn && leave) {
        if (asked > answered && now - asked > patience) claim(true);
        else if (now - Math.max(heard, asked) > silence / 2) { asked = now; channel.postMessage({ type: 'here' }); }
      }
    }
    var watching = setInterval(watch, 2500);
    function shown() {
      if (!document.hidden) { watch(); if (!locks) alone(); return; }
      // Where pages cannot share a stream, those that nobody sees have none.
      if (!locks && leading) { yieldLead(); turn(false); }
    }
    document.addEventListener('visibilitychange', shown);

    // MARK: what the page that leads does

    function claim(steals) {
      if (isStopped) return;
      if (waiting) waiting.abort();
      waiting = steals ? null : new AbortController();
      asked = answered = Date.now();
      locks.request(name + ' leader', steals ? { steal: true } : { signal: waiting.signal }, function () {
        waiting = null;
        return isStopped ? null : new Promise(lead);
      }).catch(function () {
        // Withdrawn, or another page took the lead because this one did not answer.
        if (!leading) return;
        yieldLead();
        claim(false);
      });
    }
    function lead(release) {
      leading = { release: release, covers: [], isOpen: false, pause: 500, heard: Date.now() };
      connect();
    }
    function yieldLead() {
      var last = leading;
      leading = null;
      clearTimeout(last.retry);
      if (last.controller) last.controller.abort();
      last.release();
    }

    function wanted() {
      if (!locks) return Promise.resolve([options.department]);
      return locks.query().then(function (all) {
        var departments = all.held.filter(function (lock) { return lock.name.indexOf(page) === 0; }).map(function (lock) {
          return lock.name.slice(page.length).split(' ')[0];
        });
        return departments.filter(function (department, index) { return departments.indexOf(department) === index; }).sort();
      });
    }
    function state() { tell({ type: 'state', isOpen: leading.isOpen, covers: leading.covers, id: eventId }); }

    // Another page came: says how things are, after opening the stream anew when it asks for a department more.
    function look() {
      var mine = leading;
      wanted().then(function (departments) {
        if (mine !== leading) return;
        var isMissing = departments.some(function (department) { return mine.covers.indexOf(department) < 0; });
        if (isMissing && mine.isOpen) open(departments); else state();
      });
    }
    function connect() {
      var mine = leading;
      wanted().then(function (departments) { if (mine === leading) open(departments); });
    }

    function open(departments) {
      var mine = leading;
      var controller = new AbortController();
      if (mine.controller) mine.controller.abort();
      mine.controller = controller;
      mine.began = mine.heard = Date.now();
      function isCurrent() { return mine === leading && mine.controller === controller; }
      var headers = { Authorization: 'Bearer ' + options.key, Accept: 'text/event-stream' };
      if (eventId) headers['Last-Event-ID'] = eventId;
      var address = '/v1/events?' + departments.map(function (department) { return 'department=' + encodeURIComponent(department); }).join('&');
      fetch(address, { headers: headers, signal: controller.signal, cache: 'no-store' }).then(function (answer) {
        if (!answer.ok) throw Object.assign(new Error('refused'), { status: answer.status });
        if (!isCurrent()) return null;
        mine.isOpen = true;
        mine.covers = departments;
        state();
        return read(answer.body.getReader(), mine, isCurrent);
      }).catch(function (error) {
        if (!isCurrent()) return;
        mine.isOpen = false;
        mine.covers = [];
        state();
        var isRefused = error.status === 401 || error.status === 403;
        if (isRefused) tell({ type: 'refused' });
        if (!isCurrent()) return;
        mine.pause = isRefused ? 15000 : Date.now() - mine.began > 20000 ? 1000 : Math.min(mine.pause * 2, 15000);
        mine.retry = setTimeout(function () { if (isCurrent()) connect(); }, mine.pause * (0.5 + Math.random() / 2));
      });
    }

    function read(reader, mine, isCurrent) {
      var decoder = new TextDecoder();
      var buffer = '';
      function pump() {
        return reader.read().then(function (piece) {
          if (!isCurrent()) return null;
          if (piece.done) throw new Error('ended');
          mine.heard = Date.now();
          buffer += decoder.decode(piece.value, { stream: true });
          var end;
          var isQuiet = true;
          while ((end = buffer.indexOf('\n\n')) >= 0) {
            isQuiet = !take(buffer.slice(0, end)) && isQuiet;
            buffer = buffer.slice(end + 2);
          }
          if (isQuiet) tell({ type: 'beat', id: eventId });
          return pump();
        });
      }
      return pump();
    }

    // Passes one event on; says whether it was one.
    function take(block) {
      var event = { name: 'message', data: '' };
      block.split('\n').forEach(function (line) {
        if (line.indexOf('id: ') === 0) eventId = line.slice(4);
        if (line.indexOf('event: ') === 0) event.name = line.slice(7);
        if (line.indexOf('data: ') === 0) event.data += line.slice(6);
      });
      if (!event.data) return false;
      tell({ type: 'event', name: event.name, data: JSON.parse(event.data), id: eventId });
      return true;
    }

    function alone() { if (!isStopped && !leading && !document.hidden) lead(function () {}); }

    // MARK: beginning and end

    if (locks) {
      channel.onmessage = function (event) { hear(event.data); };
      locks.request(page + options.department + ' ' + Math.random().toString(36).slice(2), function () {
        if (isStopped) return null;
        channel.postMessage({ type: 'here' });
        claim(false);
        return new Promise(function (release) { leave = release; });
      }).catch(function () {
        // A browser that has locks and gives none: the page listens for itself.
        locks = null;
        alone();
      });
    } else {
      alone();
    }

    this.stop = function () {
      isStopped = true;
      clearInterval(watching);
      document.removeEventListener('visibilitychange', shown);
      if (waiting) waiting.abort();
      if (leading) yieldLead();
      if (leave) leave();
      if (channel) channel.close();
    };
    // For who looks at the page from outside.
    this.describe = function () { return { leads: leading !== null, covers: leading ? leading.covers : [], isOn: isOn }; };
  }

  window.vigieLive = Live;
}());
