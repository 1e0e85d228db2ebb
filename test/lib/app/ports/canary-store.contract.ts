import { beforeEach, describe, expect, it } from 'vitest';
import type { Canary, CanaryStore } from '../../../../lib/app/ports/canary.ts';
import { aCall } from '../../../builders/a-call.ts';

const calmly = aCall();
const at = (second: number): string => new Date(Date.UTC(2026, 6, 1, 12, 0, second)).toISOString();
const sentAt = (second: number): Canary => ({ id: `canary-${second}`, sentAt: at(second) });

/** Cases of every CanaryStore. @param create makes an empty one. */
export const canaryStoreContract = (create: () => Promise<CanaryStore>): void => {
  describe('CanaryStore', () => {
    let store: CanaryStore;
    const canary = sentAt(0);
    beforeEach(async () => {
      store = await create();
      await store.add(canary, calmly);
    });
    const unjudged = (sentUntil = at(59)) => Array.fromAsync(store.listUnjudged(sentUntil, calmly));
    const comeBack = (second: number, which = canary) => store.markReturned(which, at(second), calmly);
    const judge = (which = canary) => store.judge(which, at(30), calmly);

    it('lists canaries that are not judged and old enough, oldest first', async () => {
      for (const second of [30, 10, 20]) await store.add(sentAt(second), calmly);
      expect(await unjudged()).toEqual([canary, sentAt(10), sentAt(20), sentAt(30)]);
      expect(await unjudged(at(20))).toEqual([canary, sentAt(10), sentAt(20)]);
    });

    it('lists one that was put off later, as it was sent', async () => {
      await store.add(sentAt(10), calmly);
      await store.putOff(canary, at(20), calmly);
      expect(await unjudged(at(19))).toEqual([sentAt(10)]);
      expect(await unjudged(at(20))).toEqual([sentAt(10), canary]);
      await store.putOff(canary, at(10), calmly);
      expect(await unjudged(at(19))).toEqual([sentAt(10)]);
    });

    it('puts off none that is judged', async () => {
      await judge();
      await store.putOff(canary, at(20), calmly);
      expect(await unjudged()).toEqual([]);
    });

    it.each([
      ['returned', 'came back in time', 5],
      ['returned', 'came back in the last moment', 30],
      ['lost', 'came back too late', 31],
    ] as const)('judges one %s that %s', async (verdict, _, second) => {
      expect(await comeBack(second)).toBe(true);
      expect(await judge()).toBe(verdict);
    });

    it('judges a canary lost that was not delivered in time, also when it is delivered later', async () => {
      expect(await judge()).toBe('lost');
      expect(await comeBack(31)).toBe(true);
      expect(await judge()).toBeUndefined();
    });

    it('counts the first return alone', async () => {
      await comeBack(20);
      expect(await comeBack(40)).toBe(true);
      expect(await judge()).toBe('returned');
    });

    it('lists a returned canary until it is judged', async () => {
      await comeBack(5);
      expect(await unjudged()).toEqual([canary]);
      await judge();
      expect(await unjudged()).toEqual([]);
    });

    it('gives the verdict to one of several concurrent judges', async () => {
      const verdicts = await Promise.all(Array.from({ length: 5 }, () => judge()));
      expect(verdicts.filter((verdict) => verdict !== undefined)).toEqual(['lost']);
    });

    it('judges each on its own', async () => {
      await store.add(sentAt(10), calmly);
      await comeBack(11, sentAt(10));
      expect([await judge(), await judge(sentAt(10))]).toEqual(['lost', 'returned']);
    });

    it('stores no return and no verdict of a canary that was never sent', async () => {
      const stranger = { id: 'stranger', sentAt: at(0) };
      expect(await comeBack(1, stranger)).toBe(false);
      expect(await judge(stranger)).toBeUndefined();
      expect(await unjudged()).toEqual([canary]);
    });
  });
};
