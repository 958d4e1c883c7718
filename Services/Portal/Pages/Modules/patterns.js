// The patterns that classes are told apart by where colours are not.

export const patterns = ['falling', 'dotted', 'rising', 'crossed', 'level'];

function draw(pattern, ink, context, size) {
  context.strokeStyle = context.fillStyle = ink;
  context.lineWidth = size / 8;
  const line = (x1, y1, x2, y2) => { context.beginPath(); context.moveTo(x1, y1); context.lineTo(x2, y2); context.stroke(); };
  if (pattern === 'dotted') {
    for (const [x, y] of [[size / 4, size / 4], [size * 3 / 4, size * 3 / 4]]) { context.beginPath(); context.arc(x, y, size / 8, 0, 7); context.fill(); }
  }
  if (pattern === 'level') line(0, size / 2, size, size / 2);
  // A diagonal goes on in the neighbouring squares.
  for (const shift of [-size, 0, size]) {
    if (pattern === 'falling' || pattern === 'crossed') line(shift - 1, -1, shift + size + 1, size + 1);
    if (pattern === 'rising' || pattern === 'crossed') line(shift - 1, size + 1, shift + size + 1, -1);
  }
}

// A square of a pattern, on a colour or on nothing.
export function square(pattern, ink, size, colour = null) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  if (colour) { context.fillStyle = colour; context.fillRect(0, 0, size, size); }
  if (pattern) draw(pattern, ink, context, size);
  return { canvas, context };
}
