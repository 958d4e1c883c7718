// How long to wait before the same is tried again: longer each time, and never all devices at once.

const first = 2000;
const longest = 15 * 60000;

// tries: how many failed; least: what the server asks for, in seconds, or null; random: a number from 0 to 1.
export function pause(tries, least, random) {
  const grown = Math.min(longest, first * 2 ** Math.min(Math.max(tries - 1, 0), 20));
  return Math.max((least ?? 0) * 1000, grown * (0.5 + random / 2));
}
