import type { WriteAction } from '../../platform/dynamodb/write-items.ts';
import { isAbsent, putIf } from '../../platform/dynamodb/write-items.ts';
import type { Advance, SlotGrowth } from '../metrics-store.ts';
import { slotExpiry, slotKey, toEnvironmentItem, totalKey } from '../storage/metrics-items.ts';
import { addToItem } from '../storage/metrics-items.ts';

/** The bins of a slot by the items that they are in. */
const slotActions = (TableName: string, { key, now }: Advance, { series, slot, bins }: SlotGrowth) => {
  const items = Map.groupBy(Object.entries(bins), ([bin]) => slotKey(series, slot, key.env, bin).sk);
  return [...items].map(([sk, grown]) => ({
    Update: addToItem(
      TableName,
      { pk: slotKey(series, slot, key.env, '0').pk, sk },
      Object.fromEntries(grown),
      {
        ttl: slotExpiry(now),
      },
    ),
  }));
};

/** The writes that replace an environment's state, if it is the expected one, and move the totals. */
export const advanceActions = (TableName: string, change: Advance): WriteAction[] => {
  const { key, state, after, growth, slots, now } = change;
  const condition =
    after === undefined
      ? isAbsent
      : { ConditionExpression: 'seq = :after', ExpressionAttributeValues: { ':after': after } };
  return [
    putIf(TableName, toEnvironmentItem(key, state, now), condition),
    ...(Object.keys(growth).length > 0 ? [{ Update: addToItem(TableName, totalKey(key), growth) }] : []),
    ...slots.flatMap((slot) => slotActions(TableName, change, slot)),
  ];
};
