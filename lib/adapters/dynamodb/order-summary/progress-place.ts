import * as z from 'zod';
import type { OrderProgress } from '../../../app/ports/order-summary-store.ts';
import type { OrderStatus } from '../../../domain/order-status.ts';
import { parseAttribute, parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { progressSchema } from './summary-items.ts';

// A part of a summary holds the progress of some orders beside the numbers that count them, so that one plain write
// changes both. An order whose part has no room for it has an item of its own.

/** Where the progress of an order is, or is to be, as of one moment. */
export type ProgressPlace =
  /** In an item of its own. */
  | { readonly kind: 'apart'; readonly progress: OrderProgress }
  /** In the part of the summary of this customer that counts the order. */
  | { readonly kind: 'together'; readonly progress: OrderProgress; readonly customerId: string }
  /** Nowhere yet. */
  | { readonly kind: 'new'; readonly part: PartOccupancy };

/** The orders whose progress a part of a summary holds. */
export interface PartOccupancy {
  /** How many orders of the part have got an item of their own. */
  readonly apart: number;
  readonly isFull: boolean;
  /** The progress of an order that has reached its end, and can make way for another in a full part. */
  readonly finished?: OrderProgress | undefined;
}

/** Orders in one part at most. With them it has about a kilobyte, which is the size of a write unit. */
const maxTogether = 3;

const prefix = 'order#';

/** Attribute of the part that holds the progress of an order. */
export const progressAttribute = (orderId: string): string => `${prefix}${orderId}`;

/** The orders whose progress a part holds. */
export const ordersTogether = (item: Item): readonly string[] =>
  Object.keys(item).flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));

const ends: ReadonlySet<OrderStatus> = new Set(['delivered', 'cancelled', 'expired']);

const partSchema = z.object({ apart: z.int().min(0).default(0) });

type Item = Readonly<Record<string, unknown>>;

const progressIn = (item: Item, attribute: string): OrderProgress =>
  parseAttribute(progressSchema, item, attribute);

/**
 * The progress of an order that a part holds.
 * @throws {MalformedItemError}
 */
export const progressTogether = (item: Item, orderId: string): OrderProgress | undefined => {
  const attribute = progressAttribute(orderId);
  return attribute in item ? progressIn(item, attribute) : undefined;
};

/**
 * The room in a part; without an item it is empty.
 * @throws {MalformedItemError}
 */
export const occupancyOf = (item: Item = {}): PartOccupancy => {
  const { apart } = parseItem(partSchema, item);
  const attributes = Object.keys(item).filter((name) => name.startsWith(prefix));
  if (attributes.length < maxTogether) return { apart, isFull: false };
  const orders = attributes.sort().map((attribute) => progressIn(item, attribute));
  return { apart, isFull: true, finished: orders.find(({ order }) => order && ends.has(order.status)) };
};
