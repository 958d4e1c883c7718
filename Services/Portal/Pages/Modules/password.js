// Shows a password to who types it, while a box is checked: one field instead of two. Without this the box is not there.

for (const box of document.querySelectorAll('[data-montre]')) {
  const field = document.getElementById(box.dataset.montre);
  const check = box.querySelector('input');
  box.hidden = false;
  check.checked = false;
  check.addEventListener('change', () => { field.type = check.checked ? 'text' : 'password'; });
  // What is sent is a password, so that the browser may offer to keep it.
  field.form?.addEventListener('submit', () => { check.checked = false; field.type = 'password'; });
}
