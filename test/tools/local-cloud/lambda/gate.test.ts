import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createGate } from '../../../../tools/local-cloud/lambda/gate.ts';

describe('createGate', () => {
  const tasks = (count: number) =>
    Array.from({ length: count }, () => {
      const task = { ...Promise.withResolvers<void>(), begun: false };
      const run = () => {
        task.begun = true;
        return task.promise;
      };
      return Object.assign(task, { run });
    });

  it('runs a bounded number of tasks at once, in the order in which they came', async () => {
    const gate = createGate(2);
    const all = tasks(4);
    const ends = all.map(({ run }) => gate(run));
    await tick();
    expect(all.map(({ begun }) => begun)).toEqual([true, true, false, false]);
    all[1]?.resolve();
    await ends[1];
    await tick();
    expect(all.map(({ begun }) => begun)).toEqual([true, true, true, false]);
  });

  it('gives the place of a task that fails to the next', async () => {
    const gate = createGate(1);
    const failed = gate(() => Promise.reject(new Error('on purpose')));
    const next = gate(async () => 'done');
    await expect(failed).rejects.toThrow('on purpose');
    expect(await next).toBe('done');
  });
});
