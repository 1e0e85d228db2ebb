import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startShortWindowService } from '../../scripts/demo/short-window-service.ts';
import { tour } from '../../scripts/demo/tour.ts';
import { accessMatrix } from './access-matrix.suite.ts';
import { firstOrder } from './first-order.suite.ts';
import { hostileRequests } from './hostile-requests.suite.ts';
import { listing } from './listing.suite.ts';
import { type RunningService, startService } from './running-service.ts';

describe('the service', () => {
  let service: RunningService;
  let taken: Promise<boolean>;
  const printed: string[] = [];
  beforeAll(async () => {
    service = await startService({ seeded: true, maxEnvironments: 3 });
    // It waits most of its time, so that it goes on beside everything else.
    taken = tour({
      url: service.url,
      print: (line) => printed.push(line),
      now: () => performance.now(),
      startShortWindowService,
    });
    taken.catch(() => {});
  });
  afterAll(async () => {
    await taken.catch(() => {});
    await service.close();
  });

  const current = () => service;
  firstOrder(current);
  listing(current);
  accessMatrix(current);
  hostileRequests(current);

  it('is as the tour of npm run demo expects it, whatever goes on beside it', {
    timeout: 90_000,
  }, async () => {
    const passed = await taken;
    expect(printed.filter((line) => line.includes('✗'))).toEqual([]);
    expect(passed).toBe(true);
    expect(printed.at(-1)).toMatch(/^\n(\d+) of \1 steps as expected \(\d+\.\d s\)$/);
  });
});
