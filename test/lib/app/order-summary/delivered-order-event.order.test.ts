import { describe, expect, it } from 'vitest';
import { byPosition, turnOf } from '../../../../lib/app/order-summary/delivered-order-event.ts';

const at = (orderVersion: number, n: number) => ({ orderId: 'ord_1', orderVersion, n });
const progress = (orderVersion: number, n: number, isComplete: boolean) => ({
  last: at(orderVersion, n),
  isComplete,
});

describe('byPosition', () => {
  it('sorts by version, then by number in it', () => {
    const sorted = [at(1, 1), at(1, 2), at(2, 1), at(10, 1), at(10, 10)];
    expect([...sorted].reverse().sort(byPosition)).toEqual(sorted);
  });
});

describe('turnOf', () => {
  const positions = [1, 2, 3, 4].flatMap((version) => [1, 2, 3].map((n) => at(version, n)));
  const nextAfter = (...[before]: Parameters<typeof turnOf>[1][]) =>
    positions.filter((position) => turnOf(position, before) === 'next');

  it('lets an order begin with its first event', () => {
    expect(nextAfter(undefined)).toEqual([at(1, 1)]);
  });

  it.each([
    ['the next version after a complete one', progress(2, 1, true), at(3, 1)],
    ['the next version after a complete one of several events', progress(2, 2, true), at(3, 1)],
    ['the next event of a version that is not complete', progress(2, 1, false), at(2, 2)],
  ])('lets one event follow: %s', (_, before, next) => {
    expect(nextAfter(before)).toEqual([next]);
  });

  it.each([progress(2, 2, true), progress(2, 2, false)])('finds the events before %j', (before) => {
    const past = positions.filter((position) => turnOf(position, before) === 'past');
    expect(past).toEqual([at(1, 1), at(1, 2), at(1, 3), at(2, 1), at(2, 2)]);
  });
});
