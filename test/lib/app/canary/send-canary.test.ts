import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aBus, boundMs } from '../../../doubles/a-bus.ts';

describe('sendCanary', () => {
  it('sends one canary, which is known before it is sent', async () => {
    const bus = aBus({
      publisher: {
        publish: async (canary, options) => {
          const known = await Array.fromAsync(bus.store.listUnjudged(canary.sentAt, options));
          return known.length === 1 ? { outcome: 'accepted' } : { outcome: 'refused', code: 'unknown' };
        },
      },
    });
    expect(await bus.send()).toMatchObject({ returned: 0, lost: 0, accepted: true });
  });

  describe('when a canary’s time is up', () => {
    it('judges a canary that was delivered in time returned, once', async () => {
      const bus = aBus();
      await bus.send();
      bus.advance(2_000);
      await bus.receive(bus.last());
      bus.advance(boundMs);
      expect(await bus.send()).toEqual({ returned: 1, lost: 0, failed: 0, complete: true, accepted: true });
      expect(await bus.send()).toMatchObject({ returned: 0, lost: 0, accepted: true });
      expect(bus.told).toEqual(['canary-1 returned']);
    });

    it('judges a canary lost that the bus accepted and never delivered', async () => {
      const bus = aBus();
      await bus.send();
      bus.advance(boundMs);
      expect(await bus.send()).toMatchObject({ returned: 0, lost: 1 });
      expect(bus.told).toEqual(['canary-1 lost']);
    });

    it('judges a canary lost that was delivered too late, judged by then or not', async () => {
      const bus = aBus();
      await bus.send();
      bus.advance(boundMs + 1);
      await bus.receive(bus.last());
      await bus.send();
      await bus.receive({ ...bus.last(), id: 'canary-1', sentAt: '2026-07-01T12:00:00.000Z' });
      await bus.send();
      expect(bus.told).toEqual(['canary-1 lost']);
    });

    it('judges it after any pause of the job', async () => {
      const bus = aBus();
      await bus.send();
      bus.advance(10 * 60 * 60 * 1_000);
      await bus.send();
      expect(bus.told).toEqual(['canary-1 lost']);
    });
  });

  it('judges none before its time is up, though it is back', async () => {
    const bus = aBus();
    await bus.send();
    await bus.receive(bus.last());
    bus.advance(boundMs - 1);
    expect(await bus.send()).toMatchObject({ returned: 0, lost: 0 });
    expect(bus.told).toEqual([]);
  });

  it('reports a canary that the bus did not accept, and judges it like every other', async () => {
    const bus = aBus();
    bus.answerWith({ outcome: 'unavailable', code: 'ServiceUnavailable' });
    expect(await bus.send()).toMatchObject({ returned: 0, lost: 0, accepted: false });
    bus.answerWith({ outcome: 'accepted' });
    bus.advance(boundMs);
    await bus.send();
    expect(bus.told).toEqual(['canary-1 refused: ServiceUnavailable', 'canary-1 lost']);
  });

  describe('when many canaries are to be judged', () => {
    /** A bus after so many canaries whose time is up. */
    const withCanaries = async (count: number, facts: Parameters<typeof aBus>[0] = {}) => {
      const bus = aBus(facts);
      for (let n = 0; n < count; n += 1) {
        await bus.send();
        bus.advance(1);
      }
      bus.advance(boundMs);
      return bus;
    };

    it('judges 250 of them in one run, and reports the age of the oldest', async () => {
      const bus = await withCanaries(250);
      bus.ages.length = 0;
      expect(await bus.send()).toMatchObject({ lost: 250, complete: true });
      expect([bus.ages[0], bus.ages[1]]).toEqual([0, 250]);
    });

    it('is not blocked by 100 at the head that fail, puts these off and sends the new one', async () => {
      const { store } = aBus();
      const broken = new Set(Array.from({ length: 100 }, (_, n) => `canary-${n + 1}`));
      const judge: typeof store.judge = async (canary, ...rest) => {
        if (broken.has(canary.id)) throw new Error('broken');
        return store.judge(canary, ...rest);
      };
      const bus = await withCanaries(110, { store: { ...store, judge } });
      expect(await bus.send()).toMatchObject({ lost: 10, failed: 100, complete: true, accepted: true });
      bus.advance(20_000);
      expect(await bus.send()).toMatchObject({ lost: 0, failed: 0 });
      bus.advance(10_000);
      broken.clear();
      expect(await bus.send()).toMatchObject({ lost: 101, failed: 0 });
    });
  });

  it('judges each canary once by its first return, for any number of runs and returns', async () => {
    const returns = fc.array(fc.integer({ min: 0, max: 2 * boundMs }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(returns, { minLength: 1, maxLength: 5 }), async (plans) => {
        const bus = aBus();
        const wanted: string[] = [];
        for (const plan of plans) {
          await bus.send();
          const canary = bus.last();
          let waited = 0;
          for (const delay of plan.toSorted((a, b) => a - b)) {
            bus.advance(delay - waited);
            waited = delay;
            await bus.receive(canary);
          }
          bus.advance(2 * boundMs - waited);
          wanted.push(`${canary.id} ${Math.min(...plan) <= boundMs ? 'returned' : 'lost'}`);
          await Promise.all([bus.send(), bus.send()]);
          bus.advance(2 * boundMs);
          await bus.send();
        }
        const asked = bus.told.filter((line) =>
          wanted.some((want) => want.split(' ')[0] === line.split(' ')[0]),
        );
        expect(asked).toEqual(wanted);
        expect(new Set(bus.told.map((line) => line.split(' ')[0])).size).toBe(bus.told.length);
      }),
      { numRuns: 50 },
    );
  });
});
