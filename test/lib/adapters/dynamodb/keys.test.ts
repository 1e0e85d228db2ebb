import { readFileSync } from 'node:fs';
import { monotonicFactory } from 'ulid';
import { describe, expect, it } from 'vitest';
import * as keys from '../../../../lib/adapters/dynamodb/keys.ts';
import { toOrderItem } from '../../../../lib/adapters/dynamodb/order-items.ts';
import { eventSortKeyPrefix, orderIdOfPartition, orderPartition } from '../../../../lib/contract/tables.ts';
import { type OrderStatus, orderStatuses } from '../../../../lib/domain/order-status.ts';
import { circuitKey } from '../../../../lib/platform/dynamodb/circuit-state-store.ts';
import { anOrder } from '../../../builders/an-order.ts';

type Key = Readonly<Record<string, string>>;

const orderId = '<orderId>';
const sku = '<sku>';
const order = keys.orderKey(orderId);
const status = '<status>' as OrderStatus;
const orderFacts = { customerId: '<customerId>', id: orderId, status };
const attempt = keys.attemptKey(orderId, 1);
const refund = keys.refundKey(orderId, 1);
const events = keys.eventKey(orderId, 1);
const canary = keys.canaryKey({ id: '<canaryId>', sentAt: '<sentAt>' });
const undelivered = keys.undeliveredIndexKeys(orderId, '<occurredAt>');
const quarantined = { ...undelivered, gsi1pk: keys.undeliveredPartition('QUARANTINED', orderId) };

/** Every kind of item: its table, its key and its place in an index. */
const items: readonly (readonly [item: string, table: string, key: Key, index?: Key])[] = [
  ['order', 'orders', order, keys.customerIndexKeys(orderFacts)],
  ['order that may expire', 'orders', order, keys.dueIndexKeys('EXPIRY', orderId, '<expiresAt>')],
  ['order by status', 'orders', order, keys.statusIndexKeys(orderFacts)],
  [
    'order of a customer by status, if open',
    'orders',
    order,
    keys.customerStatusIndexKeys({ ...orderFacts, status: 'pending' }),
  ],
  [
    'order of a customer by status, if delivered',
    'orders',
    order,
    keys.customerStatusIndexKeys({ ...orderFacts, status: 'delivered' }),
  ],
  ['reservation', 'orders', keys.reservationKey(orderId)],
  ['payment attempt', 'orders', attempt],
  ['unsettled payment attempt', 'orders', attempt, keys.dueIndexKeys('PAYMENT', orderId, '<retryAt>')],
  ['stuck payment attempt', 'orders', attempt, keys.dueIndexKeys('ATTENTION', orderId, '<since>')],
  ['refund', 'orders', refund],
  ['unfinished refund', 'orders', refund, keys.dueIndexKeys('PAYMENT', orderId, '<retryAt>')],
  ['stuck refund', 'orders', refund, keys.dueIndexKeys('ATTENTION', orderId, '<since>')],
  ['product', 'orders', keys.productKey(sku)],
  ['listed product', 'orders', keys.productKey(sku), keys.catalogueIndexKeys(sku)],
  ['stock', 'orders', keys.stockKey(sku, 0)],
  ['stock movement', 'orders', keys.movementKey(sku, '<movementId>')],
  ['contention', 'orders', keys.contentionKey(sku)],
  ['tries of a customer to pay', 'orders', keys.paymentTriesKey('<customerId>', '<windowStart>')],
  ['idempotency record', 'orders', keys.recordKey('<recordId>')],
  ['summary progress of an order', 'orders', keys.progressKey(orderId)],
  ['part of the order summary of a customer', 'orders', keys.summaryShardKey('<customerId>', orderId)],
  ['order summary of a customer up to November 2026', 'orders', keys.summaryKey('<customerId>')],
  ['erasure of a customer, while it runs', 'orders', keys.erasureKey('<customerId>')],
  ['circuit', 'orders', circuitKey('<dependency>')],
  ['events of a transition', 'events', events],
  ['undelivered events', 'events', events, undelivered],
  ['quarantined events', 'events', events, quarantined],
  ['publish cursor', 'events', keys.cursorKey(orderId)],
  ['canary', 'events', canary],
  ['canary without a verdict', 'events', canary, keys.unjudgedIndexKeys('<sentAt>')],
];

/** `pk` / `sk`, the number of a spread partition as `<n>`. */
const pair = (key: Key): string =>
  Object.entries(key)
    .map(([name, value]) => `\`${/^gsi.pk$/.test(name) ? value.replace(/#\d$/, '#<n>') : value}\``)
    .join(' / ');

const rowOf = ([item, table, key, index]: (typeof items)[number]): string =>
  `| ${item} | ${table} | ${pair(key)} | ${index ? `${Object.keys(index)[0]?.slice(0, 4)}: ${pair(index)} ` : ''}|`;

describe('keys of stored items', () => {
  it('are those of the table in docs/architecture.md', () => {
    const [, section = ''] = readFileSync('docs/architecture.md', 'utf8').split('| item | table | pk / sk |');
    const documented = section.split('\n\n')[0]?.split('\n').slice(2);
    expect(documented).toEqual(items.map(rowOf));
  });

  it('are documented for every kind of item that has a key', () => {
    const builders = Object.keys(keys).filter((name) => /(?<!Sort)Key$|IndexKeys$/.test(name));
    const source = readFileSync(new URL(import.meta.url), 'utf8');
    expect(builders.filter((name) => !source.includes(`keys.${name}(`))).toEqual([]);
  });

  it('differ for any two items of one table', () => {
    const distinct = new Set(items.map(([, table, { pk, sk }]) => `${table} ${pk} ${sk}`));
    const repeated = items.filter(([item]) =>
      /may expire|by status|listed|unsettled|unfinished|stuck|undelivered|quarantined|without/.test(item),
    );
    expect(distinct.size).toBe(items.length - repeated.length);
  });

  it('sort as the numbers in them', () => {
    const numbers = [1, 2, 9, 10, 99, 100, 999];
    const keysOf = (build: (number: number) => { readonly sk: string }) => numbers.map((n) => build(n).sk);
    for (const sortKeys of [
      keysOf((n) => keys.attemptKey(orderId, n)),
      keysOf((n) => keys.stockKey(sku, n)),
      keysOf((n) => keys.eventKey(orderId, n)),
    ]) {
      expect([...sortKeys].sort()).toEqual(sortKeys);
    }
  });
});

describe('the partition of an order', () => {
  it('gives the order’s id back', () => {
    const { id } = anOrder();
    expect(orderIdOfPartition(orderPartition(id))).toBe(id);
  });

  it.each([keys.canaryKey({ id: 'c', sentAt: 's' }).pk, keys.productPartition('ORDER#1'), 'ORDER#', ''])(
    'is not %j',
    (partition) => {
      expect(orderIdOfPartition(partition)).toBeUndefined();
    },
  );

  it('holds event items under the prefix that the stream is filtered by', () => {
    expect(keys.eventKey(orderId, 1).sk.startsWith(eventSortKeyPrefix)).toBe(true);
    expect(keys.cursorKey(orderId).sk.startsWith(eventSortKeyPrefix)).toBe(false);
  });
});

const newUlid = monotonicFactory();
const orderIds = Array.from({ length: 1_000 }, () => `ord_${newUlid()}`);

describe('the parts of a customer’s summary', () => {
  it('are about equally many orders, though these are placed at the same time', () => {
    const orders = Map.groupBy(orderIds, (id) => keys.summaryShardKey('alice', id).sk);
    expect(orders.size).toBe(128);
    expect(Math.max(...[...orders.values()].map(({ length }) => length))).toBeLessThan(25);
  });

  it('are in one partition, with the item of earlier versions', () => {
    const partitions = [...orderIds.map((id) => keys.summaryShardKey('alice', id)), keys.summaryKey('alice')];
    expect(new Set(partitions.map(({ pk }) => pk))).toEqual(new Set([keys.summaryPartition('alice')]));
  });
});

describe('sparse indexes', () => {
  const used = (partitionOf: (id: string) => string) => [...new Set(orderIds.map(partitionOf))].sort();

  it('are read in each partition that gets an order', () => {
    for (const work of ['EXPIRY', 'PAYMENT'] as const) {
      expect(used((id) => keys.dueIndexKeys(work, id, 't').gsi2pk)).toEqual([...keys.duePartitions(work)]);
    }
    for (const state of ['UNDELIVERED', 'QUARANTINED'] as const) {
      expect(used((id) => keys.undeliveredPartition(state, id))).toEqual([
        ...keys.undeliveredPartitions(state),
      ]);
    }
    for (const status of orderStatuses) {
      expect(used((id) => keys.statusIndexKeys({ id, status }).gsi3pk)).toEqual([
        ...keys.statusPartitions(status),
      ]);
    }
  });

  it('tell the state of events from the partition', () => {
    expect(keys.undeliveredStateOf(undelivered)).toBe('UNDELIVERED');
    expect(keys.undeliveredStateOf(quarantined)).toBe('QUARANTINED');
    expect(keys.undeliveredStateOf({ gsi1pk: 'SOMETHING#0' })).toBeUndefined();
    expect(keys.undeliveredStateOf({})).toBeUndefined();
  });

  it('spread the orders with a status over eight partitions', () => {
    expect(keys.statusPartitions('pending')).toHaveLength(8);
  });

  it('hold every order by its status, those with an unsettled payment included', () => {
    for (const status of orderStatuses) {
      const order = anOrder({ status });
      expect(toOrderItem(order)).toMatchObject(keys.statusIndexKeys(order));
      expect(toOrderItem(order)).toMatchObject(keys.customerStatusIndexKeys(order));
    }
    const unsettled = anOrder({ payment: { attempt: 1, state: 'unknown' } });
    expect(toOrderItem(unsettled)).toMatchObject(keys.statusIndexKeys(unsettled));
    expect(toOrderItem(unsettled)).not.toHaveProperty('gsi2pk');
  });
});
