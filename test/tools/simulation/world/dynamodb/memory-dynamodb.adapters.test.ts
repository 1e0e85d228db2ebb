import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe } from 'vitest';
import { createDynamoCanaryStore } from '../../../../../lib/adapters/dynamodb/canary/dynamo-canary-store.ts';
import { createDynamoOrderStore } from '../../../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { createDynamoProductRepository } from '../../../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { createDynamoStockLedger } from '../../../../../lib/adapters/dynamodb/dynamo-stock-ledger.ts';
import { createDynamoUnpaidOrders } from '../../../../../lib/adapters/dynamodb/dynamo-unpaid-orders.ts';
import { toEventItem } from '../../../../../lib/adapters/dynamodb/event-item.ts';
import { undeliveredPartitions } from '../../../../../lib/adapters/dynamodb/keys.ts';
import { createDynamoOrderSummaryStore } from '../../../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { createDynamoEventOutbox } from '../../../../../lib/adapters/dynamodb/outbox/dynamo-event-outbox.ts';
import { createDynamoReceiptStore } from '../../../../../lib/adapters/dynamodb/outbox/dynamo-receipt-store.ts';
import { createDynamoEventHistory } from '../../../../../lib/adapters/dynamodb/outbox/event-history.ts';
import { eventsTable, metricsTable, ordersTable } from '../../../../../lib/contract/tables.ts';
import { createDynamoMetricsStore } from '../../../../../lib/metrics/dynamo-metrics-store.ts';
import { createDynamoCircuitStateStore } from '../../../../../lib/platform/dynamodb/circuit-state-store.ts';
import { createDynamoClient } from '../../../../../lib/platform/dynamodb/dynamo-client.ts';
import { createMemoryDynamoDb } from '../../../../../tools/simulation/world/dynamodb/memory-dynamodb.ts';
import { directPolicy } from '../../../../doubles/direct-policy.ts';
import { documentsOf, emptyMemoryTable } from '../../../../harness/dynamodb/memory-tables.ts';
import { calmly } from '../../../../harness/order-summary/ledger.ts';
import { canaryStoreContract } from '../../../../lib/app/ports/canary-store.contract.ts';
import { eventOutboxContract } from '../../../../lib/app/ports/event-outbox.contract.ts';
import { orderStoreContract } from '../../../../lib/app/ports/order-store.contract.ts';
import { orderSummaryStoreContract } from '../../../../lib/app/ports/order-summary-store.contract.ts';
import { productRepositoryContract } from '../../../../lib/app/ports/product-repository.contract.ts';
import { stockLedgerContract } from '../../../../lib/app/ports/stock-ledger.contract.ts';
import { unpaidOrdersContract } from '../../../../lib/app/ports/unpaid-orders-reader.contract.ts';
import { metricsStoreContract } from '../../../../lib/metrics/metrics-store.contract.ts';
import { circuitStateStoreContract } from '../../../../lib/platform/resilience/circuit.store.contract.ts';

const emptyShop = async () => {
  const tables = { orders: ordersTable, events: eventsTable };
  const client = createDynamoClient(documentsOf(createMemoryDynamoDb({ tables })), directPolicy);
  const orders = { client, tableName: 'orders' };
  return {
    client,
    orders: createDynamoOrderStore({ client, ordersTable: 'orders', eventsTable: 'events' }),
    products: createDynamoProductRepository(orders),
    ledger: createDynamoStockLedger(orders),
    unpaidOrders: createDynamoUnpaidOrders(orders),
    summaries: createDynamoOrderSummaryStore({ client, ordersTable: 'orders', eventsTable: 'events' }),
    receipts: createDynamoReceiptStore({ client, tableName: 'events', countingWrites: () => [] }),
  };
};

describe('over the database in memory', () => {
  orderStoreContract(emptyShop);
  productRepositoryContract(async () => (await emptyShop()).products);
  stockLedgerContract(emptyShop);
  unpaidOrdersContract(emptyShop);
  canaryStoreContract(async () => createDynamoCanaryStore(await emptyMemoryTable(eventsTable)));
  metricsStoreContract(async () => createDynamoMetricsStore(await emptyMemoryTable(metricsTable)));
  circuitStateStoreContract(async () => createDynamoCircuitStateStore(await emptyMemoryTable()));
  eventOutboxContract(async () => {
    const table = await emptyMemoryTable(eventsTable);
    const receipts = createDynamoReceiptStore({ ...table, countingWrites: () => [] });
    return {
      outbox: createDynamoEventOutbox(table),
      history: createDynamoEventHistory(table),
      commit: (batch) =>
        table.client.send(new PutCommand({ TableName: table.tableName, Item: toEventItem(batch) }), calmly),
      receive: (orderId, orderVersion, time) =>
        receipts.confirm([{ orderId, orderVersion, size: 1, events: [], isReceived: false }], time, calmly),
    };
  });
  orderSummaryStoreContract(async () => {
    const { client, summaries, receipts } = await emptyShop();
    return {
      summaries,
      receipts,
      async store(batch) {
        await client.send(new PutCommand({ TableName: 'events', Item: toEventItem(batch) }), calmly);
      },
      async isUndelivered(orderId, orderVersion) {
        const query = (partition: string) =>
          new QueryCommand({
            TableName: 'events',
            IndexName: 'gsi1',
            KeyConditionExpression: 'gsi1pk = :partition',
            ExpressionAttributeValues: { ':partition': partition },
          });
        const pages = undeliveredPartitions('UNDELIVERED').map((each) => client.send(query(each), calmly));
        const found = (await Promise.all(pages)).flatMap(({ Items = [] }) => Items);
        return found.some((item) => item['orderId'] === orderId && item['orderVersion'] === orderVersion);
      },
    };
  });
});
