import type { OrderProgress, SummaryChange, SummaryEntry } from '../../../app/ports/order-summary-store.ts';
import { type ItemChange, type ItemUpdate, updateOf } from '../../../platform/dynamodb/item-change.ts';
import { type Condition, isAbsent } from '../../../platform/dynamodb/write-items.ts';
import { progressKey, summaryShardKey } from '../keys.ts';
import { type PartOccupancy, type ProgressPlace, progressAttribute } from './progress-place.ts';
import { additionsOf } from './summary-items.ts';

/** The progress in an item of its own is still this one. */
const isApartAt = ({ last }: OrderProgress): Condition => ({
  ConditionExpression: '#cLast.orderVersion = :cVersion AND #cLast.n = :cN',
  ExpressionAttributeNames: { '#cLast': 'last' },
  ExpressionAttributeValues: { ':cVersion': last.orderVersion, ':cN': last.n },
});

/** The progress in a part is still this one. */
const isTogetherAt = ({ last }: OrderProgress): Condition => ({
  ConditionExpression: '#cProgress.#cLast.orderVersion = :cVersion AND #cProgress.#cLast.n = :cN',
  ExpressionAttributeNames: { '#cProgress': progressAttribute(last.orderId), '#cLast': 'last' },
  ExpressionAttributeValues: { ':cVersion': last.orderVersion, ':cN': last.n },
});

/**
 * The order has no progress: none in the part, and none elsewhere, as when the part was read. Every order of the part
 * that gets an item of its own changes `apart`.
 */
const isNew = (orderId: string, { apart }: PartOccupancy): Condition => ({
  ConditionExpression: `attribute_not_exists(#cNew) AND ${apart === 0 ? 'attribute_not_exists(apart)' : 'apart = :cApart'}`,
  ExpressionAttributeNames: { '#cNew': progressAttribute(orderId) },
  ...(apart > 0 && { ExpressionAttributeValues: { ':cApart': apart } }),
});

/** The progress after an entry, with the fields that a later version has added to the one before. */
const progressAfter = ({ event, isComplete, order }: SummaryEntry, before?: OrderProgress) => {
  const { orderId, orderVersion, n } = event;
  return {
    ...before,
    last: { ...before?.last, orderId, orderVersion, n },
    isComplete,
    ...(order && { order }),
  };
};

/** The changes of a part's numbers by an entry. @param isNewest whether to assume that no counted order is newer. */
const numbersOf = (
  change: SummaryChange,
  { receivedAt: updatedAt }: SummaryEntry,
  isNewest: boolean,
): ItemChange => {
  const { customerId, placedAt } = change;
  const add = additionsOf(change);
  const set = { customerId, updatedAt };
  if (!isNewest || !placedAt) return { set, add, conditions: [] };
  const isLatest = {
    ConditionExpression: 'attribute_not_exists(lastOrderAt) OR lastOrderAt <= :cPlacedAt',
    ExpressionAttributeValues: { ':cPlacedAt': placedAt },
  };
  return { set: { ...set, lastOrderAt: placedAt }, add, conditions: [isLatest] };
};

/** The order's own item, written from nothing or over the progress that was found. */
const ownItem = (entry: SummaryEntry, before?: OrderProgress): ItemUpdate =>
  updateOf(progressKey(entry.event.orderId), {
    set: progressAfter(entry, before),
    conditions: [before ? isApartAt(before) : isAbsent],
  });

/** The part does not hold the progress of the order. */
const lacks = (orderId: string): Condition => ({
  ConditionExpression: 'attribute_not_exists(#cNew)',
  ExpressionAttributeNames: { '#cNew': progressAttribute(orderId) },
});

/** The updates of an entry that changes the summary. */
const updatesOf = (
  entry: SummaryEntry,
  change: SummaryChange,
  place: ProgressPlace,
  isNewest: boolean,
): readonly ItemUpdate[] => {
  const { orderId } = entry.event;
  const { set, add, conditions } = numbersOf(change, entry, isNewest);
  const changePart = (more: Pick<ItemChange, 'conditions'> & Partial<ItemChange>): ItemUpdate =>
    updateOf(summaryShardKey(change.customerId, orderId), {
      ...more,
      set: { ...set, ...more.set },
      add: { ...add, ...more.add },
      conditions: [...conditions, ...more.conditions],
    });
  const here = (before?: OrderProgress) => ({ [progressAttribute(orderId)]: progressAfter(entry, before) });
  if (place.kind === 'apart') {
    return [ownItem(entry, place.progress), changePart({ conditions: [lacks(orderId)] })];
  }
  if (place.kind === 'together') {
    return [changePart({ set: here(place.progress), conditions: [isTogetherAt(place.progress)] })];
  }
  const { part } = place;
  const { finished } = part;
  if (!part.isFull) return [changePart({ set: here(), conditions: [isNew(orderId, part)] })];
  if (!finished) {
    return [ownItem(entry), changePart({ add: { apart: 1 }, conditions: [isNew(orderId, part)] })];
  }
  return [
    changePart({
      set: here(),
      remove: [progressAttribute(finished.last.orderId)],
      add: { apart: 1 },
      conditions: [isNew(orderId, part), isTogetherAt(finished)],
    }),
    updateOf(progressKey(finished.last.orderId), { set: { ...finished }, conditions: [isAbsent] }),
  ];
};

/**
 * The updates of an entry: one if progress and numbers are in one item, or several for one transaction.
 * @param isNewest whether to assume that the part counts no order that is newer than this one.
 */
export const entryUpdates = (
  entry: SummaryEntry,
  place: ProgressPlace,
  isNewest: boolean,
): readonly ItemUpdate[] => {
  const { change, event } = entry;
  if (change) return updatesOf(entry, change, place, isNewest);
  // An event without an effect moves progress alone. Without a customer there is no part to hold it.
  if (place.kind !== 'together') return [ownItem(entry, place.kind === 'apart' ? place.progress : undefined)];
  const set = { [progressAttribute(event.orderId)]: progressAfter(entry, place.progress) };
  return [
    updateOf(summaryShardKey(place.customerId, event.orderId), {
      set,
      conditions: [isTogetherAt(place.progress)],
    }),
  ];
};
