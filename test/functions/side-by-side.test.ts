import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headers } from '../../lib/contract/headers.ts';
import { environmentVariables as names } from '../../lib/contract/service.ts';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import {
  type PaymentSimulator,
  startPaymentSimulator,
} from '../../tools/local-cloud/payments/payment-simulator.ts';
import { anApiEvent, customerClaims } from '../builders/an-api-event.ts';
import { queueMessage, streamRecord } from '../harness/functions/event-records.ts';
import { type RunningFunctions, startFunctions } from '../harness/functions/running-functions.ts';
import { checkOutTag, lastTag, type TaggedTree } from '../harness/functions/tagged-tree.ts';

const tag = lastTag();
const title = tag === undefined ? 'the last tag (skipped: there is no tag)' : `the tag ${tag}`;

let tree: TaggedTree | undefined;
let simulator: PaymentSimulator | undefined;
let published: RunningFunctions['published'];
type Side = 'this tree' | 'the tag';
const sides: Partial<Record<Side, RunningFunctions>> = {};

const sidesOf = (writing: Side, reading: Side) => {
  const [writer, reader] = [sides[writing], sides[reading]];
  if (!writer || !reader) throw new Error('the functions do not run');
  return { writer, reader };
};

const putProduct = async ({ invoke }: RunningFunctions, sku: string): Promise<void> => {
  const put = await invoke(
    'put-product',
    anApiEvent('put-product', {
      path: { sku },
      body: { name: 'Assam', unitPrice: { amount: 1_250, currency: 'USD' }, stock: 10 },
      claims: { ...customerClaims, scope: 'orders:admin' },
    }),
  );
  expect(put.statusCode).toBeLessThan(300);
};

const placeOrder = (sku: string, key: string) =>
  anApiEvent('create-order', {
    headers: {
      [headers.idempotencyKey.toLowerCase()]: key,
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    },
    body: { items: [{ sku, quantity: 1 }], source: 'web' },
    claims: { ...customerClaims, sub: `customer-of-${sku}` },
  });

const ofCustomer = (sku: string) => ({ claims: { ...customerClaims, sub: `customer-of-${sku}` } });

describe.skipIf(tag === undefined)(`code of this tree beside code of ${title}`, () => {
  beforeAll(async () => {
    tree = checkOutTag(tag ?? '');
    simulator = await startPaymentSimulator({});
    const payments = { [names.paymentGatewayUrl]: simulator.url };
    const current = await startFunctions(payments);
    published = current.published;
    sides['this tree'] = current;
    sides['the tag'] = await startFunctions(payments, { root: tree.root, beside: current });
  });

  afterAll(async () => {
    await sides['the tag']?.stop();
    await sides['this tree']?.stop();
    await simulator?.close();
    tree?.remove();
  });

  it.each([
    ['this tree', 'the tag', 'SKU-NEW'],
    ['the tag', 'this tree', 'SKU-OLD'],
  ] as const)('reads and changes data of %s by %s', async (writing, reading, sku) => {
    const { writer, reader } = sidesOf(writing, reading);
    await putProduct(writer, sku);
    const product = await reader.invoke(
      'get-product',
      anApiEvent('get-product', { path: { sku }, claims: null }),
    );
    expect(JSON.parse(product.body)).toMatchObject({ sku, name: 'Assam' });

    const key = randomUUID();
    const placed = await writer.invoke('create-order', placeOrder(sku, key));
    expect(placed.statusCode).toBe(201);
    const { id: orderId } = JSON.parse(placed.body) as { readonly id: string };
    const again = await reader.invoke('create-order', placeOrder(sku, key));
    expect(again.body).toBe(placed.body);
    const read = await reader.invoke(
      'get-order',
      anApiEvent('get-order', { path: { orderId }, ...ofCustomer(sku) }),
    );
    expect(JSON.parse(read.body)).toMatchObject({ id: orderId, status: 'pending' });
    const cancelled = await reader.invoke(
      'cancel-order',
      anApiEvent('cancel-order', {
        path: { orderId },
        headers: { [headers.idempotencyKey.toLowerCase()]: randomUUID() },
        ...ofCustomer(sku),
      }),
    );
    expect(cancelled.statusCode).toBe(200);
    const seen = await writer.invoke(
      'get-order',
      anApiEvent('get-order', { path: { orderId }, ...ofCustomer(sku) }),
    );
    expect(JSON.parse(seen.body)).toMatchObject({ id: orderId, status: 'cancelled' });

    const before = published.length;
    await writer.consume('relay-events', { Records: [streamRecord(orderId)] });
    const events = published.slice(before);
    expect(events.map(({ DetailType }) => DetailType)).toEqual(['order.created', 'order.cancelled']);
    const handled = await reader.consume('summarize-orders', { Records: events.map(queueMessage) });
    expect(handled).toEqual({ batchItemFailures: [] });
    const summary = await writer.invoke('customer-summary', anApiEvent('customer-summary', ofCustomer(sku)));
    expect(JSON.parse(summary.body)).toMatchObject({ orders: { total: 1 } });
  });

  it.each([
    ['this tree', 'the tag', 'SKU-PAID-NEW'],
    ['the tag', 'this tree', 'SKU-PAID-OLD'],
  ] as const)(
    'releases the reserved units of an order paid by %s, and refunds it, by %s',
    async (paying, cancelling, sku) => {
      const { writer, reader } = sidesOf(paying, cancelling);
      await putProduct(writer, sku);
      const placed = await writer.invoke('create-order', placeOrder(sku, randomUUID()));
      const { id: orderId } = JSON.parse(placed.body) as { readonly id: string };
      const change = (body?: object) => ({
        path: { orderId },
        headers: { [headers.idempotencyKey.toLowerCase()]: randomUUID() },
        ...(body && { body }),
        ...ofCustomer(sku),
      });
      const paid = await writer.invoke(
        'pay-order',
        anApiEvent('pay-order', change({ paymentMethod: testPaymentMethods.succeeds })),
      );
      expect([paid.statusCode, JSON.parse(paid.body)]).toEqual([
        200,
        expect.objectContaining({ status: 'confirmed' }),
      ]);
      const cancelled = await reader.invoke('cancel-order', anApiEvent('cancel-order', change()));
      expect(cancelled.statusCode).toBe(200);
      await reader.run('reconcile-payments');
      for (const side of [writer, reader]) {
        const seen = await side.invoke(
          'get-order',
          anApiEvent('get-order', { path: { orderId }, ...ofCustomer(sku) }),
        );
        expect(JSON.parse(seen.body)).toMatchObject({
          status: 'cancelled',
          refund: { status: 'succeeded', amount: { amount: 1_250 } },
        });
        const product = await side.invoke(
          'get-product',
          anApiEvent('get-product', { path: { sku }, claims: null }),
        );
        expect(JSON.parse(product.body)).toMatchObject({ available: 10 });
      }
    },
  );
});
