// Elements of the page: found, filled, made.

export const byId = id => document.getElementById(id);

// Sets a text only where it changes: what is live would be read out again.
export function say(id, text) {
  const element = byId(id);
  if (element.textContent !== text) element.textContent = text;
}

// Makes an element: its attributes, then what stands in it, elements or texts; what is null is left out.
export function make(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  made.append(...content.flat().filter(each => each !== null && each !== undefined));
  return made;
}

export const cell = (text, attributes) => make('td', attributes, text);
export const number = text => make('td', { class: 'n' }, text);
export const head = (text, scope, attributes) => make('th', { scope, ...attributes }, text);
