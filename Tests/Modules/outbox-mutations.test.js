// The judge of the schedules can fail: each rule of the outbox is taken away once, and some schedule must turn red.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Wrong } from './Outbox/judge.js';
import { modulesIn } from './Outbox/modules.js';
import { Schedule } from './Outbox/schedule.js';

const first = 20200316, most = 300, length = 500;

const mutations = [
  ['a new id at each attempt', 'outbox-transitions.js', 'return { ...entry, attempts:', 'return { ...entry, id: entry.id.slice(0, -1) + entry.attempts % 10, attempts:'],
  ['told as recorded before the transaction is complete', 'outbox-store.js', 'value = given; fault = error; };', 'value = given; fault = error; if (!error) resolve(given); };'],
  ['not written strictly', 'outbox-store.js', /'strict'/g, '\'relaxed\''],
  ['removed before it has come to its end', 'outbox-plan.js', 'return entry.finalAt !== null && now - entry.finalAt > kept &&', 'return entry.attempts > 0 || entry.finalAt !== null &&'],
  ['an update that empties the outbox', 'outbox-store.js', 'this.#schema.upgrade(request.result, request.transaction, oldVersion);', '{ if (oldVersion) request.transaction.objectStore(\'entries\').clear(); this.#schema.upgrade(request.result, request.transaction, oldVersion); };'],
  ['an attempt that leaves no trace before it leaves', 'outbox-transitions.js', 'attempts: entry.attempts + 1, unanswered', 'attempts: entry.attempts, unanswered'],
  ['an attempt without answer is forgotten', 'outbox-transitions.js', 'unanswered: entry.unanswered + 1', 'unanswered: 0'],
  ['no answer is taken for a refusal', 'outbox-transitions.js', 'default: return again(entry, facts, null);', 'default: return refused(entry, null, facts.now);'],
  ['503 is taken for a refusal', 'outbox-transitions.js', 'case \'later\': return again(entry, facts, answer.seconds);', 'case \'later\': return refused(entry, null, facts.now);'],
  ['a hotel’s portal is taken for the house', 'outbox-answers.js', /if \(answer.status === 202\) \{[^}]*\}\s*: unanswered;/, 'if (answer.ok) { return { kind: \'taken\', receipt: \'x\', warnings: [] };'],
  ['409 is taken for received', 'outbox-answers.js', 'case 409: return ofConflict(document);', 'case 409: return { kind: \'taken\', receipt: \'x\', warnings: [] };'],
  ['a refusal is believed though an attempt before it was not answered', 'outbox-transitions.js', 'if (sure.unanswered > 0)', 'if (sure.unanswered > 99)'],
  ['taken back here what may have left', 'outbox-transitions.js', 'const isHere = entry.attempts === 0 &&', 'const isHere ='],
  ['changed under its id what may have left', 'outbox-transitions.js', 'return entry.attempts === 0 && (entry.phase === \'unsent\'', 'return (entry.phase === \'unsent\''],
  ['received is shown as counted', 'outbox-transitions.js', 'phase: \'received\', receipt', 'phase: \'counted\', receipt'],
  ['another clerk’s are sent without a yes', 'outbox-plan.js', 'isUnsent(entry) && !isOwn(entry, session) &&', 'false &&'],
  ['another commune’s are shown', 'outbox-plan.js', 'return isClerk(session, entry.commune) ||', 'return true ||'],
  ['session over: never sent again', 'outbox.js', '? { state: \'open\', account', '? { state: last.state === \'none\' ? \'open\' : last.state, account']
];

for (const [name, file, rule, instead] of mutations) {
  test('seen: ' + name, async t => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-outbox-'));
    try {
      await cp(process.env.VIGIE_MODULES, folder, { recursive: true });
      const source = await readFile(join(folder, file), 'utf8');
      const mutated = source.replace(rule, () => instead);
      assert.notEqual(mutated, source, 'the rule stands no more where it is taken away');
      await writeFile(join(folder, file), mutated);
      const seen = await seenBy(await modulesIn(folder));
      assert.ok(seen, 'no schedule saw it');
      t.diagnostic(seen);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}

async function seenBy(modules) {
  for (let seed = first; seed < first + most; seed += 1) {
    try {
      await new Schedule(seed, modules).run(length);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      return 'schedule ' + (seed - first + 1) + ': ' + error.message.split('\n')[0];
    }
  }
  return null;
}
