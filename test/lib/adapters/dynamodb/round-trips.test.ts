import { beforeEach, describe, expect, it } from 'vitest';
import { createDynamoOrderStore } from '../../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { createDynamoProductRepository } from '../../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { createDynamoStockLedger } from '../../../../lib/adapters/dynamodb/dynamo-stock-ledger.ts';
import { createDynamoUnpaidOrders } from '../../../../lib/adapters/dynamodb/dynamo-unpaid-orders.ts';
import { createMemoryCatalogueCache } from '../../../../lib/adapters/memory-catalogue-cache.ts';
import { findReachedLimit } from '../../../../lib/app/unpaid-limit.ts';
import { eventsTable, ordersTable } from '../../../../lib/contract/tables.ts';
import { createDynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { createMemoryDynamoDb } from '../../../../tools/simulation/world/dynamodb/memory-dynamodb.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { directPolicy } from '../../../doubles/direct-policy.ts';
import { createMemoryPaymentGateway } from '../../../doubles/memory-payment-gateway.ts';
import { documentsOf } from '../../../harness/dynamodb/memory-tables.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { createEnvironment } from '../../../harness/shop/environment.ts';

/** A warm shop over a database that records every request of the SDK's client. */
const aMeteredShop = async ({ limit }: { readonly limit?: number } = {}) => {
  const sent: string[] = [];
  const tables = { ordersTable: 'orders', eventsTable: 'events' };
  const database = createMemoryDynamoDb({ tables: { orders: ordersTable, events: eventsTable } });
  const documents = documentsOf({
    execute: (command) => {
      sent.push(command.constructor.name.replace(/Command$/, ''));
      return database.execute(command);
    },
  });
  const client = createDynamoClient(documents, directPolicy);
  const table = { client, tableName: tables.ordersTable };
  const products = createDynamoProductRepository(table);
  await products.create(aProduct(), calmly);
  const clock = () => Date.parse(anOrder().createdAt);
  let drawn = 0;
  const shop = createEnvironment({
    store: createDynamoOrderStore({ client, ...tables }),
    gateway: createMemoryPaymentGateway({ now: clock }),
    products,
    ledger: createDynamoStockLedger(table),
    cache: createMemoryCatalogueCache({ ttlMs: 60_000, maxEntries: 10, clock }),
    ...(limit !== undefined && {
      findReachedLimit: findReachedLimit({
        orders: createDynamoUnpaidOrders(table),
        limit,
        timeoutMs: 1_000,
        onFailure: (reason) => {
          throw reason;
        },
      }),
    }),
    clock,
    newId: () => ++drawn,
    told: { placed: [], changed: [], failures: [] },
  });
  await shop.place('fills the cache of the catalogue');
  /** The requests that a command sends, in order. */
  const requestsOf = async (command: () => Promise<unknown>): Promise<readonly string[]> => {
    sent.length = 0;
    await command();
    return [...sent];
  };
  return { ...shop, requestsOf };
};

describe('requests to DynamoDB in a warm environment', () => {
  let shop: Awaited<ReturnType<typeof aMeteredShop>>;
  beforeEach(async () => {
    shop = await aMeteredShop();
  });

  it('are one transaction for an order without a limit of unpaid orders', async () => {
    expect(await shop.requestsOf(() => shop.place('key-1'))).toEqual(['TransactWrite']);
  });

  it('are one count and one transaction for an order of a customer with a limit', async () => {
    const limited = await aMeteredShop({ limit: 20 });
    expect(await limited.requestsOf(() => limited.place('key-1'))).toEqual(['Query', 'TransactWrite']);
  });

  it('are one transaction for an order that was placed before', async () => {
    await shop.place('key-1');
    expect(await shop.requestsOf(() => shop.place('key-1'))).toEqual(['TransactWrite']);
  });

  it('are the reads of order and earlier answers, and one transaction, for a cancellation', async () => {
    const { order } = await shop.place('key-1');
    const requests = await shop.requestsOf(() => shop.cancel(order.id, 'key-2'));
    expect(requests).toEqual(['Get', 'Get', 'Get', 'TransactWrite']);
  });

  it('are a transaction before the charge, a write of its id and a transaction of its outcome, for a payment', async () => {
    const { order } = await shop.place('key-1');
    const requests = await shop.requestsOf(() => shop.pay(order.id, 'key-2'));
    expect(requests).toEqual(['Get', 'Get', 'TransactWrite', 'Put', 'Get', 'TransactWrite']);
  });
});
