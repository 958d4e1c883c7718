// The reader's key: out of a link, once, or typed in; kept for this tab only.
(function () {
  'use strict';

  var name = 'vigie-key';

  // Takes a key out of the address, where nobody shall read it afterwards; says whether there was one.
  function take() {
    var found = /[#&]cle=([^&]+)/.exec(location.hash);
    if (!found) return false;
    var key = found[1];
    try { key = decodeURIComponent(key); } catch (error) { /* It is taken as it stands, and refused by the server. */ }
    sessionStorage.setItem(name, key);
    history.replaceState(null, '', location.pathname + location.search);
    return true;
  }

  window.vigieKey = {
    get: function () { return sessionStorage.getItem(name); },
    set: function (key) { sessionStorage.setItem(name, key); },
    forget: function () { sessionStorage.removeItem(name); },
    // A link with a key, pasted into the tab that shows the page already, loads nothing anew: the browser tells only this.
    onPasted: function (done) { window.addEventListener('hashchange', function () { if (take()) done(); }); }
  };
  take();
}());
