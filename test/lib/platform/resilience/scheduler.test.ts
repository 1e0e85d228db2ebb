import { describe, expect, it } from 'vitest';
import { systemScheduler } from '../../../../lib/platform/resilience/scheduler.ts';

describe('systemScheduler', () => {
  it('runs a task after its time, unless it is called off', async () => {
    const ran: string[] = [];
    const cancel = systemScheduler.after(0, () => ran.push('called off'));
    await new Promise<void>((resolve) => {
      systemScheduler.after(1, () => {
        ran.push('due');
        resolve();
      });
      cancel();
    });
    expect(ran).toEqual(['due']);
  });

  it('does not run a task at once that is due in more than 24 days', async () => {
    const ran: string[] = [];
    const cancel = systemScheduler.after(2 ** 31, () => ran.push('far away'));
    await new Promise<void>((resolve) => systemScheduler.after(5, resolve));
    cancel();
    expect(ran).toEqual([]);
  });

  it('returns the time of the system', () => {
    expect(Math.abs(systemScheduler.now() - Date.now())).toBeLessThan(1_000);
  });
});
