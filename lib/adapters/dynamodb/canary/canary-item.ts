import * as z from 'zod';
import type { Canary } from '../../../app/ports/canary-store.ts';
import { parseItem } from '../../../platform/dynamodb/parse-item.ts';

/** How long canaries are kept, in seconds. */
const keptSeconds = 7 * 24 * 60 * 60;

const canaryItemSchema = z.object({ id: z.string(), sentAt: z.iso.datetime() });

/** Partition of `gsi1` that holds the canaries without a verdict, by when they were sent. */
export const unjudgedPartition = 'CANARY';

export const canaryKey = ({ id, sentAt }: Canary) => ({ pk: 'CANARY', sk: `${sentAt}#${id}` });

export const toCanaryItem = ({ id, sentAt }: Canary) => ({
  ...canaryKey({ id, sentAt }),
  gsi1pk: unjudgedPartition,
  gsi1sk: sentAt,
  ttl: Math.floor(Date.parse(sentAt) / 1_000) + keptSeconds,
  id,
  sentAt,
});

/** @throws {MalformedItemError} */
export const fromCanaryItem = (item: Record<string, unknown>): Canary => parseItem(canaryItemSchema, item);
