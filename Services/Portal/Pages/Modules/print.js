// Prints the page where a button says so. Without this the button is not there.

for (const button of document.querySelectorAll('[data-imprime]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}
