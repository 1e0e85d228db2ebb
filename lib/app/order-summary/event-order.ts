import type { EventPosition, OrderProgress } from '../ports/order-summary-store.ts';

/** Before or after another event of the same order: negative when `a` comes first. */
export const byPosition = (a: EventPosition, b: EventPosition): number =>
  a.orderVersion - b.orderVersion || a.n - b.n;

/**
 * Whether an event is the one that comes next for its order, was there before, or has to wait for others.
 * A version may have several events; the next version's begin when its last one is there. After each event
 * exactly one other is the next.
 */
export const turnOf = (
  position: EventPosition,
  progress: OrderProgress | undefined,
): 'next' | 'past' | 'early' => {
  const { orderVersion, n } = position;
  if (!progress) return orderVersion === 1 && n === 1 ? 'next' : 'early';
  const { last, isComplete } = progress;
  if (byPosition(position, last) <= 0) return 'past';
  const isNext = isComplete
    ? orderVersion === last.orderVersion + 1 && n === 1
    : orderVersion === last.orderVersion && n === last.n + 1;
  return isNext ? 'next' : 'early';
};
