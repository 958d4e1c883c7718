// Puts the code of an invitation's link into its field. It stands in the fragment, which browsers never send; it leaves the
// address at once, where nobody shall read it afterwards. Opening the link uses nothing up: sending the form does.

const field = document.getElementById('code');

function take() {
  const code = decode(location.hash.slice(1));
  if (!field || !/^[0-9A-Za-z -]{10,40}$/.test(code)) return;
  field.value = code.toUpperCase();
  history.replaceState(null, '', location.pathname + location.search);
  field.form.querySelector('button[type="submit"]').focus();
}
function decode(text) {
  try { return decodeURIComponent(text); } catch { return ''; }
}

window.addEventListener('hashchange', take);
take();
