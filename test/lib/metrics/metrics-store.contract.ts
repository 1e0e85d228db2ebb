import { beforeEach, describe, expect, it } from 'vitest';
import type { Advance, MetricsStore } from '../../../lib/metrics/metrics-store.ts';
import { calmly } from '../../harness/metrics/an-aggregator.ts';

const noon = Date.parse('2026-07-01T12:30:00Z');
const hour = 3_600_000;
const key = { fn: 'create-order', env: 'env-1' };
const other = { fn: 'create-order', env: 'env-2' };

const first: Advance = {
  key,
  state: {
    seq: 3,
    counts: { series: { 'er|ORD-001': 2, 'rd|GET|/metrics': { '0.005': 1, sum: 4_000 } } },
  },
  after: undefined,
  growth: { 'er|ORD-001': 2, 'rd|GET|/metrics|0.005': 1, 'rd|GET|/metrics|sum': 4_000 },
  slots: [{ series: 'ps', slot: 2_973_100, bins: { 700: 1, '-3': 2, z: 1 } }],
  now: noon,
};

/** Cases of every MetricsStore. @param create makes an empty one. */
export const metricsStoreContract = (create: () => Promise<MetricsStore>): void => {
  describe('MetricsStore', () => {
    let store: MetricsStore;
    beforeEach(async () => {
      store = await create();
    });

    const totals = async () => Object.fromEntries(await store.totals(calmly));
    const bins = async (slot: number) => Object.fromEntries(await store.binsSince('ps', slot, calmly));

    const silentBefore = (time: number) => Array.fromAsync(store.silentBefore(time, calmly));

    it('is empty at first', async () => {
      expect(await store.stateOf(key, calmly)).toBeUndefined();
      expect(await totals()).toEqual({});
      expect(await bins(0)).toEqual({});
      expect(await store.newestLine(calmly)).toBeUndefined();
      expect(await store.exemplars(calmly)).toEqual([]);
      expect(await silentBefore(noon)).toEqual([]);
      expect(await store.fold(key, noon, calmly)).toBe(false);
    });

    it('keeps an environment’s state and moves the totals with it', async () => {
      expect(await store.advance(first, calmly)).toBe(true);
      expect(await store.stateOf(key, calmly)).toEqual(first.state);
      expect(await totals()).toEqual({
        'er|ORD-001': 2n,
        'rd|GET|/metrics|0.005': 1n,
        'rd|GET|/metrics|sum': 4_000n,
      });
      expect(await bins(2_973_100)).toEqual({ 700: 1, '-3': 2, z: 1 });
    });

    it.each([
      ['an unknown environment that should be known', { after: 1 }, false],
      ['a known environment that should be unknown', {}, true],
      ['a state that has been replaced', { after: 2 }, true],
    ])('does nothing about %s', async (_, change, isKnown) => {
      if (isKnown) await store.advance(first, calmly);
      const before = await totals();
      const next = { ...first, state: { ...first.state, seq: 9 }, ...change };
      expect(await store.advance(next, calmly)).toBe(false);
      expect(await totals()).toEqual(before);
      expect((await store.stateOf(key, calmly))?.seq).toBe(isKnown ? 3 : undefined);
    });

    it('adds up environments of all functions', async () => {
      await store.advance(first, calmly);
      await store.advance({ ...first, key: other }, calmly);
      await store.advance({ ...first, key: { fn: 'get-order', env: 'env-1' } }, calmly);
      expect(await totals()).toMatchObject({ 'er|ORD-001': 6n, 'rd|GET|/metrics|sum': 12_000n });
      expect(await bins(0)).toEqual({ 700: 3, '-3': 6, z: 3 });
    });

    it('adds beyond the safe integers of JavaScript', async () => {
      const most = Number.MAX_SAFE_INTEGER;
      await store.grow(key, { 'rd|GET|/metrics|sum': most }, calmly);
      await store.grow(key, { 'rd|GET|/metrics|sum': most, 'ml|duplicate': 1 }, calmly);
      await store.grow(other, { 'rd|GET|/metrics|sum': 1 }, calmly);
      await store.grow(other, {}, calmly);
      expect(await totals()).toEqual({ 'rd|GET|/metrics|sum': 2n * BigInt(most) + 1n, 'ml|duplicate': 1n });
    });

    it('moves a state without growth, and one with very much of it', async () => {
      await store.advance({ ...first, growth: {}, slots: [] }, calmly);
      expect(await totals()).toEqual({});
      const growth = Object.fromEntries(Array.from({ length: 310 }, (_, n) => [`er|${n}`, n + 1]));
      const many = Object.fromEntries(Array.from({ length: 250 }, (_, n) => [String(n), 1]));
      const slots = [{ series: 'ps', slot: 2_973_101, bins: many }];
      const next = { ...first, after: 3, state: { ...first.state, seq: 4 }, growth, slots };
      expect(await store.advance(next, calmly)).toBe(true);
      expect(Object.keys(await totals())).toHaveLength(310);
      expect(await bins(0)).toEqual(many);
    });

    it('gives the bins of a slot and of later ones only', async () => {
      const slots = [2_973_099, 2_973_100, 2_973_101].map((slot) => ({ series: 'ps', slot, bins: { 1: 1 } }));
      await store.advance({ ...first, slots }, calmly);
      expect(await bins(2_973_099)).toEqual({ 1: 3 });
      expect(await bins(2_973_101)).toEqual({ 1: 1 });
      expect(await bins(2_973_102)).toEqual({});
    });

    it('lets one of many batches through that begin at the same state', async () => {
      await store.advance(first, calmly);
      const next = { ...first, after: 3, state: { ...first.state, seq: 4 } };
      const done = await Promise.all(Array.from({ length: 8 }, () => store.advance(next, calmly)));
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(await totals()).toMatchObject({ 'er|ORD-001': 4n });
    });

    describe('when an environment is silent', () => {
      beforeEach(async () => {
        await store.advance(first, calmly);
        await store.advance({ ...first, key: other, now: noon + 2 * hour }, calmly);
      });

      it('lists it from the next hour on', async () => {
        expect(await silentBefore(noon)).toEqual([]);
        expect(await silentBefore(noon + hour)).toEqual([{ ...key, heardAt: noon - hour / 2 }]);
        expect(await silentBefore(noon + 3 * hour)).toMatchObject([key, other]);
      });

      it('lists one that was put off in a later hour, with the time of its last line', async () => {
        const silent = { ...key, heardAt: noon - hour / 2 };
        await store.putOff(silent, noon + 2.5 * hour, calmly);
        expect(await silentBefore(noon + 3 * hour)).toMatchObject([other]);
        expect(await silentBefore(noon + 4 * hour)).toMatchObject([other, silent]);
        await store.putOff(silent, noon, calmly);
        expect(await silentBefore(noon + 3 * hour)).toMatchObject([other]);
      });

      it('does not put off one with a line since', async () => {
        await store.putOff({ ...other, heardAt: noon }, noon + 0.5 * hour, calmly);
        expect(await silentBefore(noon + hour)).toMatchObject([key]);
      });

      it('folds it once: its state and the totals stay, and it is not live', async () => {
        const before = await totals();
        expect(await store.fold(key, noon + hour, calmly)).toBe(true);
        expect(await store.fold(key, noon + hour, calmly)).toBe(false);
        expect(await store.stateOf(key, calmly)).toEqual(first.state);
        expect(await totals()).toEqual(before);
        expect(await silentBefore(noon + 3 * hour)).toMatchObject([other]);
      });

      it('does not fold one with a line since', async () => {
        expect(await store.fold(other, noon + hour, calmly)).toBe(false);
        expect(await silentBefore(noon + 3 * hour)).toHaveLength(2);
      });

      it('makes it live again with its next line', async () => {
        await store.fold(key, noon + hour, calmly);
        const state = { seq: 4, counts: { series: { 'er|ORD-001': 3 } } };
        const late = {
          ...first,
          after: 3,
          state,
          growth: { 'er|ORD-001': 1 },
          slots: [],
          now: noon + 3 * hour,
        };
        expect(await store.advance(late, calmly)).toBe(true);
        expect(await store.stateOf(key, calmly)).toEqual(state);
        expect(await totals()).toMatchObject({ 'er|ORD-001': 5n });
        expect(await silentBefore(noon + 4 * hour)).toContainEqual(expect.objectContaining(key));
      });
    });

    it('keeps the time of the newest line when older ones follow', async () => {
      await store.noteNewestLine(noon, calmly);
      await store.noteNewestLine(noon - 1, calmly);
      expect(await store.newestLine(calmly)).toBe(noon);
      await store.noteNewestLine(noon + 1, calmly);
      expect(await store.newestLine(calmly)).toBe(noon + 1);
    });

    it('keeps the latest example of each bucket', async () => {
      const example = { series: 'ov', bucket: '10', value: 999, correlationId: 'correlation-1', at: noon };
      const later = { ...example, correlationId: 'correlation-2', at: noon + 1 };
      const elsewhere = { ...example, bucket: '+Inf', value: 999_999 };
      await store.saveExemplars([example, elsewhere], calmly);
      await store.saveExemplars([later], calmly);
      const kept = await store.exemplars(calmly);
      expect(kept).toHaveLength(2);
      expect(kept).toEqual(expect.arrayContaining([later, elsewhere]));
    });
  });
};
