import * as z from 'zod';
import type { BudgetHistory } from '../../app/ports/budget-history.ts';
import { sloIds, slos } from '../../contract/slos.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import { queryPage } from '../../platform/dynamodb/read-items.ts';
import { isAbsent, putIf, transactWrite } from '../../platform/dynamodb/write-items.ts';

const partition = 'BUDGET';

const hourKey = (time: number): string => new Date(time).toISOString().slice(0, 13);

/** Some days longer than the longest window. */
const keptDays = Math.max(...sloIds.map((slo) => slos[slo].windowDays)) + 5;

const countsSchema = z.object({ good: z.int().min(0), bad: z.int().min(0) });
const storedSchema = z.object({
  at: z.int().min(0),
  totals: z.record(z.string(), countsSchema),
});

/** The metrics table: one item for each hour, which expires after the longest window. */
export const createDynamoBudgetHistory = ({ client, tableName }: DynamoTable): BudgetHistory => ({
  async save({ at, totals }, options) {
    const ttl = Math.ceil(at / 1_000) + keptDays * 86_400;
    const item = { pk: partition, sk: hourKey(at), at, totals, ttl };
    await transactWrite(client, [putIf(tableName, item, isAbsent)], options);
  },

  async firstSince(time, options) {
    const query = {
      TableName: tableName,
      KeyConditionExpression: 'pk = :partition AND sk > :hour',
      ExpressionAttributeValues: { ':partition': partition, ':hour': hourKey(time - 1) },
      ConsistentRead: true,
      Limit: 1,
    };
    const { items } = await queryPage(client, query, options);
    const [item] = items;
    return item && parseItem(storedSchema, item);
  },
});
