import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Order } from '../../client/src/order-service-client.ts';
import { exactMember } from '../../lib/contract/metric-definition.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { testPaymentMethods as methods } from '../../lib/contract/test-payment-methods.ts';
import { seriesValues } from '../harness/exposition/parse-exposition.ts';
import { runInThread } from '../harness/local-cloud/run-in-thread.ts';
import {
  copyTables,
  restoreTables,
  type TableNames,
  withoutEvents,
} from '../harness/restore/point-in-time.ts';
import {
  type Answer,
  type RunningService,
  type ServiceOptions,
  startService,
} from '../harness/service/running-service.ts';
import { adminScope, type Shopper, shopper, stock, unitsLeft } from '../harness/service/shopper.ts';

const sku = 'RESTORED-TEA';
const units = 100;
const placed = 'order_service_requests_total{endpoint="/api/v1/orders",method="POST",status="success"}';

const options: ServiceOptions = {
  functions: [
    'put-product',
    'create-order',
    'get-order',
    'pay-order',
    'refund-order',
    'get-product',
    'metrics',
  ],
  consumers: ['aggregate-metrics', 'relay-events', 'summarize-orders'],
  pace: { logCollectMs: 20, logRetryMs: 20 },
};

const payKey = (name: string) => `pay-of-the-order-${name}`;

/** Orders by what happened to them before and after the time to which the tables are restored. */
interface Story {
  readonly since: string;
  /** Paid before. */
  readonly paid: Order;
  /** Paid before, and partly refunded after. */
  readonly refunded: Order;
  /** Placed before; paid after, and disputed by its customer. */
  readonly paidLate: Order;
  /** Its payment began before, and its outcome was learned after. */
  readonly inFlight: Order;
  /** Placed before, while the bus refused events. */
  readonly unpublished: Order;
  /** Placed in the moment itself: its event is not restored. */
  readonly torn: Order;
  /** Placed and paid after. */
  readonly lost: Order;
  readonly lostPayment: Answer;
}

describe('a service whose tables are restored to an earlier time', () => {
  const folders: string[] = [];
  let before: RunningService;
  let service: RunningService;
  let story: Story;
  let lines: string;
  let placedBefore = 0;
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'restoring-'));
    folders.push(folder);
    return folder;
  };

  const tableNames = async (of: RunningService) =>
    (await of.request('/local/resources')).json<TableNames & { readonly dynamodbEndpoint: string }>();

  const setFaults = (of: RunningService, faults: object) =>
    of.request('/local/faults', { method: 'PUT', body: JSON.stringify(faults) });

  const total = async (of: RunningService, series: string) => {
    const scraper = await of.tokenFor('prometheus', scopes.metricsRead);
    return seriesValues((await of.send(scraper, 'metrics')).body, 'text').get(series) ?? 0;
  };

  const place = async (customer: Shopper, key?: string): Promise<Order> => {
    const answer = await customer.order(sku, 1, key === undefined ? {} : { key });
    placedBefore += 1;
    return answer.json<Order>();
  };

  const pay = (customer: Shopper, { id }: Order, name: string, method: string = methods.succeeds) =>
    customer.pay(id, method, { key: payKey(name) });

  const command = (name: string, ...args: readonly string[]) =>
    runInThread(`operator/${name}.ts`, [...args, '--url', service.url]);

  beforeAll(async () => {
    const first = newFolder();
    before = await startService({ ...options, stateDirectory: first });
    const names = await tableNames(before);
    await stock(before, sku, units);
    const alice = await shopper(before, 'alice');
    const admin = await shopper(before, 'ada', adminScope);
    const paid = await place(alice);
    const refunded = await place(alice);
    const paidLate = await place(alice);
    const inFlight = await place(alice);
    await pay(alice, paid, 'paid');
    await pay(alice, refunded, 'refunded');
    expect((await pay(alice, inFlight, 'in-flight', methods.timeoutAfterCharge)).statusCode).toBe(202);
    // Until the events are received and the lines aggregated, transactions go on.
    await vi.waitFor(
      async () => {
        const { stdout } = await runInThread('operator/events.ts', ['list-stuck', '--url', before.url]);
        expect(stdout).toContain('No order is stuck');
      },
      { timeout: 30_000, interval: 500 },
    );
    await setFaults(before, { bus: { throttle: 1 } });
    const unpublished = await place(alice);
    const torn = await place(alice);
    await new Promise((resolve) => setTimeout(resolve, 1_000));

    const since = new Date().toISOString();
    const copy = await copyTables(names.dynamodbEndpoint, names);

    await setFaults(before, {});
    await pay(alice, paidLate, 'paid-late', 'pm_card_createDispute');
    await admin.send('refund-order', {
      path: { orderId: refunded.id },
      body: { amount: { amount: 300, currency: 'USD' } },
    });
    const lost = await place(alice, 'key-of-the-lost-order');
    const lostPayment = await pay(alice, lost, 'lost');
    await before.run('reconcile-payments');
    expect(await total(before, placed)).toBeLessThanOrEqual(placedBefore);
    await vi.waitFor(async () => expect(await total(before, placed)).toBe(placedBefore), { timeout: 30_000 });
    lines = join(first, 'lines.json');
    const events = before.logs
      .lines()
      .filter(({ message }) => message.includes(`"${exactMember}"`))
      .map(({ timestamp, message, logStream }) => ({ timestamp, message, logStreamName: logStream }));
    writeFileSync(lines, JSON.stringify({ events }));
    await before.close();
    story = { since, paid, refunded, paidLate, inFlight, unpublished, torn, lost, lostPayment };

    const second = newFolder();
    await restoreTables(withoutEvents(copy, names.eventsTable, torn.id), names, { from: first, to: second });
    service = await startService({ ...options, stateDirectory: second });
  });

  afterAll(async () => {
    await service?.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('has exactly the data of that time', async () => {
    const alice = await shopper(service, 'alice');
    expect((await alice.look(story.paidLate.id)).status).toBe('pending');
    expect((await alice.send('get-order', { path: { orderId: story.lost.id } })).statusCode).toBe(404);
    expect(story.lostPayment.statusCode).toBe(200);
    expect(await unitsLeft(service, sku)).toBe(units - 6);
  });

  it('differs from the payment gateway, as the audit shows', async () => {
    const { code, stdout } = await command('audit', '--still');
    expect(code).toBe(1);
    for (const { id } of [story.paidLate, story.refunded, story.lost])
      expect(stdout).toMatch(new RegExp(`${id} +money: the gateway`));
  });

  it('mends the order whose event was not restored', async () => {
    const lacks = `${story.torn.id}: lacks order.created of version 1`;
    const plan = await command('orders', 'mend');
    expect([plan.code, plan.stdout]).toEqual([1, expect.stringContaining(`${lacks}: would be added`)]);
    expect((await command('audit', '--still')).stdout).toContain(`${story.torn.id}  events: version 1 with`);
    const { code, stdout } = await command('orders', 'mend', '--apply');
    expect([code, stdout]).toEqual([0, expect.stringContaining(`${lacks}: added`)]);
  });

  it('plans the recovery of money without a change', async () => {
    const { code, stdout } = await command('payments', 'recover', '--since', story.since, '--dry-run');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      new RegExp(`${story.paidLate.id}, pending: payment pi_\\S+ 10.00 USD, succeeded, would be stored`),
    );
    expect(stdout).toMatch(
      new RegExp(`${story.lost.id}: payment pi_\\S+ 10.00 USD, succeeded, its order is not stored`),
    );
    expect((await command('payments', 'show', story.paidLate.id)).stdout).not.toContain('attempt 1');
  });

  it('recovers payments and refunds, and gives the money of lost orders back', async () => {
    const recover = () => command('payments', 'recover', '--since', story.since, '--give-back');
    await recover();
    await service.run('reconcile-payments');
    await recover();
    await service.run('reconcile-payments');
    const { code, stdout } = await recover();
    expect([code, stdout]).toEqual([0, expect.stringMatching(/ 0 recovered, 0 given back, 0 left/)]);
    const alice = await shopper(service, 'alice');
    for (const order of [story.paidLate, story.inFlight, story.refunded])
      expect((await alice.look(order.id)).status).toBe('confirmed');
    expect((await alice.look(story.refunded.id)).refund).toEqual({
      status: 'succeeded',
      amount: { amount: 300, currency: 'USD' },
    });
    const moved = (await service.ledger()).filter(({ orderId }) => orderId === story.lost.id);
    expect(moved.map(({ type, amount }) => [type, amount])).toEqual([
      ['charge', 1_000],
      ['refund', 1_000],
    ]);
  });

  it('leaves a dispute of the lost time to an operator', async () => {
    const { stdout } = await command('payments', 'list-stuck');
    expect(stdout).toMatch(new RegExp(`${story.paidLate.id}.*disputed`));
    const { code } = await command('payments', 'settle', story.paidLate.id, '--as', 'dispute-handled');
    expect(code).toBe(0);
  });

  it('publishes undelivered events, and delivers all again', async () => {
    const { code, stdout } = await command('events', 'replay', '--since', '2020-01-01T00:00:00Z');
    expect([code, stdout]).toEqual([0, expect.stringContaining('of 6 orders published')]);
    await vi.waitFor(
      async () => expect((await command('events', 'list-stuck')).stdout).toContain('No order is stuck'),
      { timeout: 30_000, interval: 500 },
    );
  });

  it('has exact counters again, once the lines since then are aggregated', async () => {
    const { code } = await command('metrics', 'redrive', lines);
    expect(code).toBe(0);
    expect(await total(service, placed)).toBe(placedBefore);
    expect(await total(service, 'orders_created_total{customer_type="standard",source="api"}')).toBe(6);
  });

  it('answers clients that repeat their requests without a second effect', async () => {
    const alice = await shopper(service, 'alice');
    const charges = async () => (await service.ledger()).filter(({ type }) => type === 'charge').length;
    const charged = await charges();
    // Its record was lost, and the order is paid.
    const late = await pay(alice, story.paidLate, 'paid-late');
    expect(late.statusCode).toBe(409);
    const replayed = await pay(alice, story.paid, 'paid');
    expect([replayed.statusCode, replayed.headers['idempotent-replayed']]).toEqual([200, 'true']);
    expect(await charges()).toBe(charged);
    // The order is lost, so its request makes a new one.
    const again = await alice.order(sku, 1, { key: 'key-of-the-lost-order' });
    expect([again.statusCode, again.json<Order>().id === story.lost.id]).toEqual([201, false]);
    const repeated = await alice.order(sku, 1, { key: 'key-of-the-lost-order' });
    expect(repeated.json<Order>().id).toBe(again.json<Order>().id);
  });

  it('passes the audit', async () => {
    const audit = async () => {
      const { code, stdout } = await command('audit', '--still');
      expect([code, stdout]).toEqual([0, expect.stringContaining('no violation')]);
    };
    await vi.waitFor(audit, { timeout: 30_000, interval: 1_000 });
  });
});
