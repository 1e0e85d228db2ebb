import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import { isAbsent, putIf, type WriteAction } from '../../platform/dynamodb/write-items.ts';
import type { ExactCounts } from '../exact-line.ts';
import type {
  Advance,
  CellGrowth,
  EnvironmentKey,
  EnvironmentState,
  SilentEnvironment,
  SlotGrowth,
} from '../metrics-store.ts';

/** Totals of a function are spread over several items, so that its environments seldom write to the same. */
const shards = 4;

const shardOf = (env: string): number =>
  [...env].reduce((sum, character) => sum + character.charCodeAt(0), 0) % shards;

/** Partition of all totals. */
export const totalPartition = 'TOTAL';

const environmentPrefix = 'ENV#';

export const environmentKey = ({ fn, env }: EnvironmentKey) => ({ pk: `${environmentPrefix}${fn}`, sk: env });

export const totalKey = ({ fn, env }: EnvironmentKey) => ({
  pk: totalPartition,
  sk: `${fn}#${shardOf(env)}`,
});

/** Totals of events are spread over more items: every transaction that adds to one of them conflicts with the others. */
const eventShards = 32;

/** @param draw from [0, 1); selects one of the items. */
export const eventTotalKey = (draw: number) => ({
  pk: totalPartition,
  sk: `events#${Math.floor(draw * eventShards)}`,
});

/** Partition of the bins of a series with quantiles. */
export const binsPartition = (series: string): string => `SKETCH#${series}`;

/** Sorts by time; nothing that a slot's items have in their keys is greater than `~`. */
export const slotSortKey = (slot: number): string => String(slot).padStart(12, '0');

/** Bins of one item: as many as one update can move. All slots of a window fit into one transaction. */
const binsPerItem = 250;

/** The part of a slot that a bin is in; the parts of all environments of a shard share their items. */
const slotKey = (series: string, slot: number, env: string, bin: string) => ({
  pk: binsPartition(series),
  sk: `${slotSortKey(slot)}#${shardOf(env)}#${Math.floor((Number(bin) || 0) / binsPerItem)}`,
});

export const exemplarPartition = 'EXEMPLAR';
export const newestLineKey = { pk: 'NEWEST', sk: 'LINE' };

/** Partitions of the index of live environments. */
export const livePartitions: readonly string[] = Array.from(
  { length: shards },
  (_, shard) => `LIVE#${shard}`,
);

/** Sorts by hours, so that the index is written once an hour and not with each line. */
export const hourSortKey = (time: number): string => new Date(time).toISOString().slice(0, 13);

/** Sorts in the hour of `until`, and keeps the hour of the environment's last line. */
export const putOffSortKey = (until: number, heardAt: number): string =>
  `${hourSortKey(until)}#${hourSortKey(heardAt)}`;

/** Seconds since 1970 at which DynamoDB may delete what was written at a time in milliseconds. */
const expiryAfter = (now: number, days: number): number => Math.ceil(now / 1_000) + days * 24 * 3_600;

/** Longer than any line is accepted, so that none can count again what a deleted state had counted. */
const stateDays = 120;

export const pack = (counts: string): Uint8Array => deflateRawSync(counts);

/** Characters from which on a state is packed: a write is paid for by the kilobyte. */
const packedFrom = 1_000;

const countsAttribute = (counts: ExactCounts) => {
  const text = JSON.stringify(counts);
  return text.length < packedFrom ? { counts: text } : { packed: pack(text) };
};

/** The item of a live environment. */
export const toEnvironmentItem = (key: EnvironmentKey, { seq, counts }: EnvironmentState, now: number) => ({
  ...environmentKey(key),
  gsi1pk: `LIVE#${shardOf(key.env)}`,
  gsi1sk: hourSortKey(now),
  seq,
  ...countsAttribute(counts),
  ttl: expiryAfter(now, stateDays),
});

/** When a time slot of quantiles may go. */
const slotExpiry = (now: number): number => expiryAfter(now, 1);

const storedState = z.object({
  seq: z.int().min(0),
  counts: z.string().optional(),
  packed: z.instanceof(Uint8Array).optional(),
});

/** @throws {MalformedItemError} */
export const fromEnvironmentItem = (item: Record<string, unknown>): EnvironmentState => {
  const { seq, counts, packed } = parseItem(storedState, item);
  const text = packed ? inflateRawSync(packed).toString() : (counts ?? '');
  return { seq, counts: JSON.parse(text) as ExactCounts };
};

/** The environment that an item of the index of live ones names. */
export const silentEnvironmentOf = (item: Record<string, unknown>): SilentEnvironment => ({
  fn: String(item['pk']).slice(environmentPrefix.length),
  env: String(item['sk']),
  heardAt: Date.parse(`${String(item['gsi1sk']).split('#').at(-1)}:00Z`),
});

/**
 * An update that adds to attributes, each named as its cell, and creates what is not there.
 * @param fixed attributes to set beside.
 */
export const addToItem = (
  TableName: string,
  Key: { readonly pk: string; readonly sk: string },
  growth: CellGrowth,
  fixed: Readonly<Record<string, number>> = {},
) => {
  const names: Record<string, string> = {};
  const values: Record<string, number> = {};
  const clauses = (entries: readonly (readonly [string, number])[], letter: string, between: string) =>
    entries
      .map(([cell, by], index) => {
        names[`#${letter}${index}`] = cell;
        values[`:${letter}${index}`] = by;
        return `#${letter}${index}${between}:${letter}${index}`;
      })
      .join(',');
  const added = clauses(Object.entries(growth), 'a', ' ');
  const set = clauses(Object.entries(fixed), 's', '=');
  return {
    TableName,
    Key,
    UpdateExpression: `${set ? `SET ${set} ` : ''}ADD ${added}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
};

/** The bins of a slot by the items that they are in. */
const slotActions = (
  TableName: string,
  spreadBy: string,
  now: number,
  { series, slot, bins }: SlotGrowth,
): WriteAction[] => {
  const items = Map.groupBy(Object.entries(bins), ([bin]) => slotKey(series, slot, spreadBy, bin).sk);
  return [...items].map(([sk, grown]) => ({
    Update: addToItem(TableName, { pk: binsPartition(series), sk }, Object.fromEntries(grown), {
      ttl: slotExpiry(now),
    }),
  }));
};

/**
 * The writes that move totals.
 * @param Key of the item of the totals.
 * @param spreadBy spreads the bins of quantiles.
 */
export const growthActions = (
  TableName: string,
  Key: { readonly pk: string; readonly sk: string },
  spreadBy: string,
  { growth, slots, now }: Pick<Advance, 'growth' | 'slots' | 'now'>,
): WriteAction[] => [
  ...(Object.keys(growth).length > 0 ? [{ Update: addToItem(TableName, Key, growth) }] : []),
  ...slots.flatMap((slot) => slotActions(TableName, spreadBy, now, slot)),
];

/** The writes that replace an environment's state, if it is the expected one, and move the totals. */
export const advanceActions = (TableName: string, change: Advance): WriteAction[] => {
  const { key, state, after, now } = change;
  const condition =
    after === undefined
      ? isAbsent
      : { ConditionExpression: 'seq = :after', ExpressionAttributeValues: { ':after': after } };
  return [
    putIf(TableName, toEnvironmentItem(key, state, now), condition),
    ...growthActions(TableName, totalKey(key), key.env, change),
  ];
};
