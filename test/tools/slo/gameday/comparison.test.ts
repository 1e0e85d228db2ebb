import { describe, expect, it } from 'vitest';
import type { AlertSpan } from '../../../../tools/slo/gameday/comparison.ts';
import { compare as compareWithin, withoutFlutter } from '../../../../tools/slo/gameday/comparison.ts';

const alert = 'availability-page';

const compare = (predicted: readonly AlertSpan[], observed: readonly AlertSpan[], untilSeconds: number) =>
  compareWithin(predicted, observed, untilSeconds, 2);

describe('compare', () => {
  it.each([
    ['at the same time', { firesAt: 10, clearsAt: 20 }, true],
    ['as late as may be', { firesAt: 12, clearsAt: 22 }, true],
    ['too late', { firesAt: 12.1, clearsAt: 20 }, false],
    ['too early', { firesAt: 7.9, clearsAt: 20 }, false],
    ['and clears too late', { firesAt: 10, clearsAt: 22.1 }, false],
    ['and never clears', { firesAt: 10 }, false],
  ])('judges an alert that fires %s', (_, observed, agrees) => {
    const predicted = { alert, firesAt: 10, clearsAt: 20 };
    expect(compare([predicted], [{ alert, ...observed }], 100)).toEqual([
      { alert, predicted, observed: { alert, ...observed }, agrees },
    ]);
  });

  it('counts in milliseconds for any fraction of a second', () => {
    const [comparison] = compare([{ alert, firesAt: 0.3 }], [{ alert, firesAt: 0.1 + 0.2 + 2 }], 100);
    expect(comparison?.agrees).toBe(true);
  });

  it('disagrees for an unpredicted alert, and for a predicted one that does not fire', () => {
    const [unseen, unforeseen] = compare(
      [{ alert, firesAt: 10 }],
      [{ alert: 'order-latency-page', firesAt: 20 }],
      100,
    );
    expect(unseen).toEqual({ alert, predicted: { alert, firesAt: 10 }, agrees: false });
    expect(unforeseen).toMatchObject({ alert: 'order-latency-page', agrees: false });
  });

  it('requires no end that is too late to be observed', () => {
    const [comparison] = compare([{ alert, firesAt: 10, clearsAt: 99 }], [{ alert, firesAt: 10 }], 100);
    expect(comparison?.agrees).toBe(true);
  });

  it('compares each time that an alert fires', () => {
    const twice = [
      { alert, firesAt: 10, clearsAt: 20 },
      { alert, firesAt: 50, clearsAt: 60 },
    ];
    expect(compare(twice, twice.toReversed(), 100).map(({ agrees }) => agrees)).toEqual([true, true]);
  });
});

describe('withoutFlutter', () => {
  it('merges spans whose gap is within the tolerance', () => {
    const spans = [
      { alert, firesAt: 10, clearsAt: 11 },
      { alert, firesAt: 13, clearsAt: 20 },
      { alert, firesAt: 30 },
    ];
    expect(withoutFlutter(spans, 2)).toEqual([
      { alert, firesAt: 10, clearsAt: 20 },
      { alert, firesAt: 30 },
    ]);
  });
});
