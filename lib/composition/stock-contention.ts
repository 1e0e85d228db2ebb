import { createDynamoStockContention } from '../adapters/dynamodb/dynamo-stock-contention.ts';
import { markContention, splitStock } from '../app/split-stock.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { ordersTable } from './database.ts';
import { clock, logger } from './platform.ts';

export const composeMarkContention = () =>
  markContention({
    contention: createDynamoStockContention(ordersTable()),
    clock,
    intervalMs: 10_000,
    onFailure: (sku, error) => logger.warn(logEvents.contentionNotMarked, { sku, error }),
  });

export const composeSplitStock = () =>
  splitStock({
    contention: createDynamoStockContention(ordersTable()),
    clock,
    intervalMs: 120_000,
    calmMs: 3_600_000,
    onMerge: (sku, stockShards) => logger.info(logEvents.stockMerged, { sku, stockShards }),
    onSplit: (sku, stockShards) => logger.info(logEvents.stockSplit, { sku, stockShards }),
    onFailure: (sku, error) => logger.warn(logEvents.stockNotSplit, { sku, error }),
  });
