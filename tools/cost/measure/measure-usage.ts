import { setTimeout as pause } from 'node:timers/promises';
import {
  createOrderServiceClient,
  type OrderServiceClient,
} from '../../../client/src/order-service-client.ts';
import type { RouteId } from '../../../lib/contract/routes.ts';
import { scheduleEntries } from '../../../lib/contract/schedules.ts';
import { scopes } from '../../../lib/contract/scopes.ts';
import type { ScheduleId } from '../../../lib/contract/service.ts';
import { testPaymentMethods } from '../../../lib/contract/test-payment-methods.ts';
import { catalogue } from '../../local-cloud/order-service-catalogue.ts';
import type { Quantities, Usage } from '../usage.ts';
import { type MeasuredCloud, startMeasuredCloud } from './measured-cloud.ts';
import { isCalm, meanBetween } from './quantities.ts';

export interface MeasureOptions {
  readonly orders: number;
  readonly runsOfJobs: number;
  /** Between the beginnings of two orders, in milliseconds: it decides how full batches are. */
  readonly orderEveryMs: number;
  readonly print: (text: string) => void;
}

/** Longer than log lines wait for others, and than a batch of a stream. */
const calmMs = 8_000;

const untilCalm = async (measured: MeasuredCloud): Promise<Quantities> => {
  for (let before = await measured.read(); ; ) {
    await pause(calmMs);
    const after = await measured.read();
    if (isCalm(before, after)) return after;
    before = after;
  }
};

/** Longer than a canary may take to return. */
const judgedAfterMs = 35_000;

type Request = (client: OrderServiceClient, orderId: string) => Promise<unknown>;

/** Requests about an order after it is placed. */
const laterRequests: readonly (readonly [RouteId, Request])[] = [
  ['get-order', (client, id) => client.getOrder(id)],
  ['pay-order', (client, id) => client.payOrder(id, { paymentMethod: testPaymentMethods.succeeds })],
  ['get-order', (client, id) => client.getOrder(id)],
  ['list-orders', (client) => client.listOrders()],
  ['ship-order', (client, id) => client.shipOrder(id)],
  ['deliver-order', (client, id) => client.deliverOrder(id)],
];

const liveOneOrder = async ({ cloud }: MeasuredCloud, token: string, maxAttempts: number): Promise<void> => {
  const client = createOrderServiceClient({ baseUrl: cloud.url, token, maxAttempts });
  const items = [{ sku: catalogue[0].sku, quantity: 2 }];
  const { id } = (await client.createOrder({ items, source: 'web' })).body;
  for (const [, request] of laterRequests) await request(client, id);
};

const tokenFor = async ({ cloud }: MeasuredCloud, number: number): Promise<string> => {
  const scope = Object.values(scopes).join(' ');
  return (await cloud.issuer.issue({ sub: `customer-${number}`, scope })).access_token;
};

const liveOrders = async (
  measured: MeasuredCloud,
  count: number,
  everyMs: number,
  maxAttempts = 1,
): Promise<void> => {
  const underWay: Promise<void>[] = [];
  for (let number = 0; number < count; number += 1) {
    underWay.push(liveOneOrder(measured, await tokenFor(measured, number), maxAttempts));
    await pause(everyMs);
  }
  await Promise.all(underWay);
};

const runJob = async ({ cloud }: MeasuredCloud, name: string, times: number): Promise<void> => {
  for (let run = 0; run < times; run += 1) {
    const answer = await fetch(`${cloud.url}/local/schedules/${name}`, { method: 'POST' });
    if (!answer.ok) throw new Error(`the scheduled job ${name} failed: ${await answer.text()}`);
  }
};

/** Runs a job before it is measured. A run of the canary judges that of the run before, in a deployment a minute earlier. */
const prepareJob = async (measured: MeasuredCloud, name: ScheduleId): Promise<void> => {
  if (name !== 'send-canary') return await runJob(measured, name, 1);
  for (let run = 0; run < 2; run += 1) {
    await runJob(measured, name, 1);
    await pause(judgedAfterMs);
  }
};

/**
 * Measures the usage of an order and of each scheduled job on a local run of its own.
 * @throws {Error} when a request or a job fails.
 */
export const measureUsage = async ({
  orders,
  runsOfJobs,
  orderEveryMs,
  print,
}: MeasureOptions): Promise<Omit<Usage, 'measuredOn'>> => {
  const measured = await startMeasuredCloud();
  try {
    const perRun: Record<string, Quantities> = {};
    const metricsOfJobs = new Set<string>();
    for (const [name] of scheduleEntries) {
      const runs = name === 'send-canary' ? 1 : runsOfJobs;
      print(`measuring ${runs} runs of ${name}`);
      await prepareJob(measured, name);
      const before = await untilCalm(measured);
      // Usage of the start of the local run is not that of a job.
      measured.takeMetrics();
      await runJob(measured, name, runs);
      perRun[name] = meanBetween(before, await untilCalm(measured), runs);
      for (const metric of measured.takeMetrics()) metricsOfJobs.add(metric);
    }
    print('warming up');
    // Functions that start on a busy machine can be too slow for the first requests.
    await liveOrders(measured, 5, orderEveryMs, 5);
    const before = await untilCalm(measured);
    print(`measuring ${orders} orders`);
    await liveOrders(measured, orders, orderEveryMs);
    const perOrder = meanBetween(before, await untilCalm(measured), orders);
    const requestsOfAnOrder = ['create-order', ...laterRequests.map(([route]) => route)];
    return { orders, requestsOfAnOrder, perOrder, perRun, metricsOfJobs: [...metricsOfJobs].sort() };
  } finally {
    await measured.close();
  }
};
