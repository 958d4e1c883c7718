// A thousand schedules of what can happen to a town hall's devices, judged by what people were told. A schedule that fails tells its
// seed: VIGIE_SEED=… runs that one alone, and shows what happened.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modulesIn } from './Outbox/modules.js';
import { Schedule } from './Outbox/schedule.js';

const first = 20200316, count = 1000, length = 500;

test(count + ' schedules lose nothing, double nothing, and show what is so', async () => {
  const modules = await modulesIn(process.env.VIGIE_MODULES);
  const only = process.env.VIGIE_SEED ? Number(process.env.VIGIE_SEED) : null;
  let told = 0;
  for (const seed of only === null ? Array.from({ length: count }, (_, index) => first + index) : [only]) {
    const schedule = new Schedule(seed, modules);
    try {
      await schedule.run(length);
    } catch (error) {
      assert.fail('VIGIE_SEED=' + seed + ': ' + error.message + (only === null ? '' : '\n' + schedule.log));
    }
    told += schedule.judge.toldCount;
  }
  if (only === null) assert.ok(told > 2 * count, told + ' were told as recorded: schedules in which nothing happens judge nothing');
});
