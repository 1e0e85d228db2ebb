import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { eventKey, productPartition, stockPrefix } from '../../lib/adapters/dynamodb/keys.ts';
import { maxQuantity } from '../../lib/contract/limits.ts';
import type { RouteId } from '../../lib/contract/routes.ts';
import {
  type createOrderSchema,
  orderListSchema,
  orderSchema,
} from '../../lib/contract/schemas/order-schemas.ts';
import {
  productListSchema,
  productSchema,
  putProductSchema,
} from '../../lib/contract/schemas/product-schemas.ts';
import { environmentVariables as names } from '../../lib/contract/service.ts';
import { orderSources } from '../../lib/domain/order.ts';
import { maxStockShards } from '../../lib/domain/stock.ts';
import { createDocumentClient } from '../../lib/platform/dynamodb/dynamo-client.ts';
import { awsAccount } from '../../tools/local-cloud/aws-account.ts';
import { aFunctionEnvironment } from '../builders/a-function-environment.ts';
import { type ApiEventFacts, anApiEvent, customerClaims } from '../builders/an-api-event.ts';
import { stubCredentials } from '../harness/dynamodb/embedded-tables.ts';
import { indexesCaughtUp } from '../harness/dynamodb/indexes-caught-up.ts';
import { type RunningFunctions, startFunctions } from '../harness/functions/running-functions.ts';
import { volume } from '../harness/volume.ts';

// Whatever a request may hold has to come out again. Each field is listed with the values that it may have and with
// the place where it comes out; a field that is added to a request does not compile until it stands in both lists.

type OrderRequest = z.input<typeof createOrderSchema>;
type ItemRequest = OrderRequest['items'][number];
type ProductRequest = z.input<typeof putProductSchema>;

type Arbitraries<T> = { readonly [K in keyof Required<T>]: fc.Arbitrary<NonNullable<T[K]>> };
type Outlets<T, Shown> = { readonly [K in keyof Required<T>]: (shown: Shown) => unknown };

const skus = ['TEA-001', 'TEA-002', 'TEA-003'];

const itemFields = {
  sku: fc.constantFrom(...skus),
  quantity: fc.integer({ min: 1, max: maxQuantity }),
} satisfies Arbitraries<ItemRequest>;

const orderFields = {
  items: fc.uniqueArray(fc.record(itemFields), { minLength: 1, selector: ({ sku }) => sku }),
  source: fc.constantFrom(...orderSources),
  customerId: fc.stringMatching(/^[\x21-\x7e]{1,128}$/),
} satisfies Arbitraries<OrderRequest>;

/** The fields of an order that response, list and event have in common. */
type ShownOrder = Pick<z.output<typeof orderSchema>, keyof OrderRequest>;

const orderOutlets = {
  items: ({ items }) =>
    items.map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => name in itemFields))),
  source: ({ source }) => source,
  customerId: ({ customerId }) => customerId,
} satisfies Outlets<OrderRequest, ShownOrder>;

const productFields = {
  name: fc.string({ minLength: 1, maxLength: 200 }).filter((name) => name.trim() !== ''),
  unitPrice: fc.record({
    amount: fc.integer({ min: 50, max: 1_000 }),
    currency: fc.constant('USD' as const),
  }),
  stock: fc.integer({ min: 0, max: 1_000_000_000 }),
  stockShards: fc.integer({ min: 1, max: maxStockShards }),
  discontinued: fc.boolean(),
} satisfies Arbitraries<ProductRequest>;

interface ShownProduct extends z.output<typeof productSchema> {
  /** Number of stock items that the table holds. */
  readonly stockItems: number;
}

const productOutlets = {
  name: ({ name }) => name,
  unitPrice: ({ unitPrice }) => unitPrice,
  stock: ({ available }) => available,
  stockShards: ({ stockItems }) => stockItems,
  discontinued: ({ discontinued = false }) => discontinued,
} satisfies Outlets<ProductRequest, ShownProduct>;

/** The fields of a request as they come out of what is shown. */
const comesOut = <T extends object, Shown>(request: T, outlets: Outlets<T, Shown>, shown: Shown) =>
  Object.fromEntries(Object.keys(request).map((name) => [name, outlets[name as keyof T](shown)]));

const claims = { ...customerClaims, sub: 'root', scope: 'orders:read orders:write orders:admin' };
const numRuns = volume({ inCi: 100, usual: 15 });

describe('the functions, for any request that its schema accepts', () => {
  let functions: RunningFunctions;
  let documents: ReturnType<typeof createDocumentClient>;
  let keysUsed = 0;
  const environment = aFunctionEnvironment();

  const invoke = async (routeId: RouteId, facts: ApiEventFacts): Promise<unknown> => {
    const { statusCode, body } = await functions.invoke(routeId, anApiEvent(routeId, { claims, ...facts }));
    if (statusCode >= 300) throw new Error(`${routeId} answered ${statusCode}: ${body}`);
    return JSON.parse(body);
  };
  const queryItems = async (tableName: string | undefined, pk: string, prefix: string) => {
    const command = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      ConsistentRead: true,
    });
    return (await documents.send(command)).Items ?? [];
  };
  const putProduct = (sku: string, body: ProductRequest) => invoke('put-product', { path: { sku }, body });

  beforeAll(async () => {
    stubCredentials();
    functions = await startFunctions();
    documents = createDocumentClient({ region: awsAccount.region, endpoint: functions.databaseEndpoint });
    const body = { name: 'Tea', unitPrice: { amount: 100, currency: 'USD' as const }, stock: 1_000_000_000 };
    for (const sku of skus) await putProduct(sku, body);
  });
  afterAll(async () => {
    documents.destroy();
    await functions.stop();
  });

  it('show every field of an order in the response, the order, the list and the event', async () => {
    const requests = fc.record(orderFields, { requiredKeys: ['items'] });
    const property = fc.asyncProperty(requests, async (request) => {
      keysUsed += 1;
      const headers = { 'idempotency-key': `accepted-fields-${keysUsed}` };
      const created = orderSchema.parse(await invoke('create-order', { headers, body: request }));
      const found = orderSchema.parse(await invoke('get-order', { path: { orderId: created.id } }));
      await indexesCaughtUp();
      const query = { customerId: created.customerId, status: 'pending', limit: '100' };
      const { items: orders } = orderListSchema.parse(await invoke('list-orders', { query }));
      const listed = orders.find(({ id }) => id === created.id);
      const { pk, sk } = eventKey(created.id, 1);
      const [eventItem] = await queryItems(environment[names.eventsTableName], pk, sk);
      const published: ShownOrder = eventItem?.['events'][0].data;
      expect(found).toEqual(created);
      expect(listed).toEqual(created);
      for (const shown of [created, published]) {
        expect(comesOut(request, orderOutlets, shown)).toEqual(request);
      }
    });
    await fc.assert(property, { numRuns });
  });

  it('show every field of a product in the response, the product and the catalogue', async () => {
    const requests = fc
      .record(productFields, { requiredKeys: ['name', 'unitPrice', 'stock'] })
      .filter((request) => putProductSchema.safeParse(request).success);
    const nameOf = (number: number) => `COFFEE-${String(number).padStart(4, '0')}`;
    let created = 0;
    const property = fc.asyncProperty(requests, async (request) => {
      created += 1;
      const sku = nameOf(created);
      const put = productSchema.parse(await putProduct(sku, request));
      const found = productSchema.parse(await invoke('get-product', { path: { sku } }));
      await indexesCaughtUp();
      await indexesCaughtUp();
      const after = Buffer.from(nameOf(created - 1)).toString('base64url');
      const query = { limit: '1', cursor: after };
      const listed = productListSchema.parse(await invoke('list-products', { query }));
      const stock = await queryItems(environment[names.ordersTableName], productPartition(sku), stockPrefix);
      expect(found).toEqual(put);
      expect(listed.items.find((product) => product.sku === sku)).toEqual(put.discontinued ? undefined : put);
      expect(comesOut(request, productOutlets, { ...put, stockItems: stock.length })).toEqual(request);
    });
    await fc.assert(property, { numRuns });
  });
});
