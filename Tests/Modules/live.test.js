import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeBrowser } from './browser.js';
import { load } from './modules.js';

const { Live } = await load('live');

// A page of a department, and everything that it was told.
async function open(browser, department, { mark = 'a', page = browser.page() } = {}) {
  const told = { page, events: [], states: [], opened: 0, refused: 0 };
  told.live = new Live({
    department, mark, headers: () => ({}),
    onEvent: (name, data) => told.events.push([name, data]), onState: isOn => told.states.push(isOn), onOpened: () => { told.opened += 1; }, onRefused: () => { told.refused += 1; }
  }, page.environment);
  await browser.settle();
  return told;
}
const event = (id, name, department) => `event: ${name}\nid: ${id}\ndata: {"department":"${department}","communes":[]}\n\n`;
const stop = (...pages) => { for (const page of pages) page.live.stop(); };

test('one page leads, the others hear through it', async () => {
  const browser = new FakeBrowser();
  const one = await open(browser, '56'), other = await open(browser, '56');
  assert.equal(browser.requests.length, 1);
  assert.equal(browser.requests[0].path, '/v1/events?department=56');
  assert.deepEqual([one.live.describe().leads, other.live.describe().leads], [true, false]);
  assert.deepEqual([one.states, other.states, one.opened, other.opened], [[true], [true], 1, 1]);
  browser.requests[0].send(event('e.1', 'counts', '56'));
  await browser.settle();
  assert.deepEqual(other.events, [['counts', { department: '56', communes: [] }]]);
  assert.deepEqual(one.events, other.events);
  stop(one, other);
});

test('a page of another department opens the stream anew, for both; each hears its own', async () => {
  const browser = new FakeBrowser();
  const one = await open(browser, '56');
  browser.requests[0].send(event('e.7', 'counts', '56'));
  await browser.settle();
  const other = await open(browser, '68');
  assert.equal(browser.requests.length, 2);
  assert.equal(browser.requests[1].path, '/v1/events?department=56&department=68');
  assert.equal(browser.requests[1].headers['Last-Event-ID'], 'e.7');
  assert.equal(browser.requests[0].isOpen, false);
  browser.requests[1].send(event('e.8', 'alert', '68'));
  await browser.settle();
  assert.equal(one.events.length, 1);
  assert.deepEqual(other.events.map(([name]) => name), ['alert']);
  assert.deepEqual(one.states, [true], 'it never went off');
  stop(one, other);
});

test('sessions do not share a stream', async () => {
  const browser = new FakeBrowser();
  const one = await open(browser, '56', { mark: 'a' }), other = await open(browser, '56', { mark: 'b' });
  assert.equal(browser.requests.length, 2);
  assert.deepEqual([one.live.describe().leads, other.live.describe().leads], [true, true]);
  browser.requests[0].send(event('e.1', 'counts', '56'));
  await browser.settle();
  assert.deepEqual([one.events.length, other.events.length], [1, 0]);
  stop(one, other);
});

test('when the page that leads goes, another takes up where it was', async () => {
  const browser = new FakeBrowser();
  const one = await open(browser, '56'), other = await open(browser, '56');
  browser.requests[0].send(event('e.3', 'counts', '56'));
  await browser.settle();
  await browser.close(one.page);
  await browser.settle();
  assert.equal(browser.leader, other.page.owner);
  assert.equal(browser.requests.at(-1).headers['Last-Event-ID'], 'e.3');
  browser.requests.at(-1).send(event('e.4', 'counts', '56'));
  await browser.settle();
  assert.equal(other.events.length, 2);
  stop(other);
});

test('a page is live only while something arrives', async () => {
  const browser = new FakeBrowser();
  const one = await open(browser, '56');
  for (let i = 0; i < 4; i += 1) { await browser.pass(15000); browser.requests.at(-1).send(': \n\n'); await browser.settle(); }
  assert.deepEqual(one.states, [true], 'heartbeats are something');
  await browser.pass(45000);
  assert.equal(one.states[1], false);
  assert.ok(browser.requests.length >= 2, 'the silent stream is opened anew');
  assert.equal(one.states.at(-1), true);
  assert.equal(one.opened, 2, 'what changed meanwhile is asked for');
  stop(one);
});

test('a stream that ends is opened again, after a pause that grows', async () => {
  const browser = new FakeBrowser();
  const one = await open(browser, '56');
  browser.answer = () => ({ status: 503 });
  browser.requests[0].end();
  await browser.settle();
  assert.deepEqual(one.states, [true, false]);
  await browser.pass(60000);
  const failed = browser.requests.length - 1;
  assert.ok(failed >= 3 && failed <= 10, String(failed));
  assert.equal(one.refused, 0);
  browser.answer = () => ({ status: 200 });
  await browser.pass(16000);
  assert.equal(one.states.at(-1), true);
  stop(one);
});

test('a session that is over is told to every page, and asked for seldom', async () => {
  const browser = new FakeBrowser();
  const one = await open(browser, '56'), other = await open(browser, '68');
  browser.answer = () => ({ status: 401 });
  browser.requests.at(-1).end();
  await browser.settle();
  await browser.pass(2500);
  assert.ok(one.refused >= 1 && other.refused >= 1);
  const asked = browser.requests.length;
  await browser.pass(10000);
  assert.ok(browser.requests.length - asked <= 1);
  stop(one, other);
});

test('a page whose leader does not answer takes the lead', async () => {
  const browser = new FakeBrowser();
  const one = await open(browser, '56');
  // It stands still: it holds its lock and says nothing more.
  browser.timers = [];
  browser.channels = [];
  const other = await open(browser, '56');
  assert.equal(browser.leader, one.page.owner);
  await browser.pass(40000);
  assert.equal(browser.leader, other.page.owner);
  assert.equal(other.states.at(-1), true);
  stop(one, other);
});

test('without locks each page has its own stream, and none while nobody sees it', async () => {
  const browser = new FakeBrowser({ hasLocks: false });
  const one = await open(browser, '56'), other = await open(browser, '56');
  assert.equal(browser.requests.length, 2);
  one.page.isHidden = true;
  for (const run of one.page.shown) run();
  await browser.settle();
  assert.equal(browser.requests[0].isOpen, false);
  assert.deepEqual(one.states, [true, false]);
  one.page.isHidden = false;
  for (const run of one.page.shown) run();
  await browser.settle();
  assert.equal(browser.requests.length, 3);
  assert.equal(one.states.at(-1), true);
  stop(one, other);
});

test('a page that stopped hears nothing and frees the lead', async () => {
  const browser = new FakeBrowser();
  const one = await open(browser, '56'), other = await open(browser, '56');
  one.live.stop();
  one.live.stop();
  await browser.settle();
  assert.equal(browser.leader, other.page.owner);
  browser.requests.at(-1).send(event('e.1', 'counts', '56'));
  await browser.settle();
  assert.deepEqual([one.events.length, other.events.length], [0, 1]);
  stop(other);
});
