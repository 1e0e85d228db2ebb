import { describe, expect, it } from 'vitest';
import { concerns } from '../../../../../tools/local-cloud/console/page/interest.ts';

describe('concerns', () => {
  const order = { topics: ['requests', 'events'], ids: ['ord_1'] } as const;

  it('is true of a change of the order that a view shows', () => {
    expect(concerns(order, { topics: ['events'], ids: ['a-call', 'ord_1'] })).toBe(true);
  });

  it('is false of changes of other orders, so that these cause no request', () => {
    expect(concerns(order, { topics: ['requests', 'events'], ids: ['ord_2'] })).toBe(false);
  });

  it('is false of topics that a view does not show', () => {
    expect(concerns(order, { topics: ['faults'], ids: ['ord_1'] })).toBe(false);
  });

  it('is true of every change of its topics when a view is about everything', () => {
    expect(concerns({ topics: ['requests'] }, { topics: ['requests'], ids: [] })).toBe(true);
  });

  it('is true when anything may have changed', () => {
    expect(concerns(order, undefined)).toBe(true);
  });
});
