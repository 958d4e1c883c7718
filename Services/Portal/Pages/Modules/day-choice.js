// The choice of a day: the field, the day before, the day after, and the address, which keeps the day shown.

import { byId } from './elements.js';
import { shift } from './formats.js';

export class DayChoice {
  day = null;
  today = null;

  // choose(day) is called when a person takes another day.
  constructor(choose) {
    const take = day => { if (day && day <= this.today) { this.show(day); choose(day); } };
    byId('day').addEventListener('change', () => take(byId('day').value));
    byId('day-form').addEventListener('submit', event => { event.preventDefault(); take(byId('day').value); });
    byId('previous').addEventListener('click', () => take(shift(this.day, -1)));
    byId('next').addEventListener('click', () => take(shift(this.day, 1)));
  }

  // Whether the page is to move on at midnight.
  get follows() { return this.day === this.today; }
  // What an address says of it: nothing of today.
  get query() { return this.follows ? '' : '?date=' + this.day; }

  // The next answer says which day it is.
  forget() { this.day = this.today = null; }

  show(day, today = this.today) {
    this.day = day;
    this.today = today;
    byId('day').value = day;
    byId('day').max = today;
    byId('next').disabled = day >= today;
    const address = new URL(location.href);
    if (this.follows) address.searchParams.delete('date'); else address.searchParams.set('date', day);
    if (address.href !== location.href) history.replaceState(null, '', address.pathname + address.search);
  }
}

// The day that the address asks for, as a query; nothing where it asks for none.
export function askedDay() {
  const asked = new URLSearchParams(location.search).get('date');
  return asked ? '?date=' + encodeURIComponent(asked) : '';
}
