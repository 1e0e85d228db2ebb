import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { schedules } from '../../lib/contract/schedules.ts';
import type { ScheduleId } from '../../lib/contract/service.ts';
import { createRunPayments } from '../../tools/demo/operator-command.ts';
import { tour } from '../../tools/demo/tour.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { accessMatrix } from './access-matrix.suite.ts';
import { expiry } from './expiry.suite.ts';
import { firstOrder } from './first-order.suite.ts';
import { hostileRequests } from './hostile-requests.suite.ts';
import { cognitoSettings, issuers } from './issuers.suite.ts';
import { listing } from './listing.suite.ts';
import { typedClient } from './typed-client.suite.ts';
import { webhooks } from './webhooks.suite.ts';

const windowSeconds = 3;
const all = Object.keys({ ...routes, ...schedules }) as (RouteId | ScheduleId)[];
const forExpiry = [
  'put-product',
  'get-product',
  'create-order',
  'get-order',
  'pay-order',
  'cancel-order',
  'expire-orders',
  'reconcile-payments',
] as const;

describe('the service', () => {
  let service: RunningService;
  let shortWindow: RunningService;
  let taken: Promise<boolean>;
  const printed: string[] = [];
  beforeAll(async () => {
    [service, shortWindow] = await Promise.all([
      startService({ functions: all, seeded: true, webhooks: true }),
      startService({
        functions: forExpiry,
        paymentWindowSeconds: windowSeconds,
        scheduleSeconds: 1,
        tokenSettings: cognitoSettings,
      }),
    ]);
    // It waits most of its time, so that it goes on beside everything else.
    taken = tour({
      url: service.url,
      runPayments: createRunPayments(service.url),
      print: (line) => printed.push(line),
      now: () => performance.now(),
      // Few: the tests beside it measure times.
      buyers: 20,
      startShortWindowService: async () => ({ url: shortWindow.url, stop: async () => {} }),
    });
    taken.catch(() => {});
  });
  afterAll(async () => {
    await taken?.catch(() => {});
    await Promise.all([service?.close(), shortWindow?.close()]);
  });

  const current = () => service;
  firstOrder(current);
  expiry(() => shortWindow, windowSeconds);
  listing(current);
  accessMatrix(current);
  issuers(current, () => shortWindow);
  hostileRequests(current);
  typedClient(current);
  webhooks(current);

  it('passes the tour of npm run demo beside other requests', {
    timeout: 90_000,
  }, async () => {
    const passed = await taken;
    expect(printed.filter((line) => line.includes('✗'))).toEqual([]);
    expect(passed).toBe(true);
    expect(printed.at(-1)).toMatch(/^\n(\d+) of \1 steps as expected \(\d+\.\d s\)$/);
  });
});
