import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aBus, boundMs } from '../../../doubles/a-bus.ts';

describe('sendCanary', () => {
  it('sends one canary, which is known before it is sent', async () => {
    const bus = aBus({
      publisher: {
        publish: async (canary, options) => {
          const known = await bus.store.listUnjudged(canary.sentAt, 10, options);
          return known.length === 1 ? { outcome: 'accepted' } : { outcome: 'refused', code: 'unknown' };
        },
      },
    });
    expect(await bus.send()).toEqual({ returned: 0, lost: 0, accepted: true });
  });

  describe('when a canary’s time is up', () => {
    it('has one returned that came back in time, and says so once', async () => {
      const bus = aBus();
      await bus.send();
      bus.advance(2_000);
      await bus.receive(bus.last());
      bus.advance(boundMs);
      expect(await bus.send()).toEqual({ returned: 1, lost: 0, accepted: true });
      expect(await bus.send()).toEqual({ returned: 0, lost: 0, accepted: true });
      expect(bus.told).toEqual(['canary-1 returned']);
    });

    it('has one lost that the bus accepted and never delivered', async () => {
      const bus = aBus();
      await bus.send();
      bus.advance(boundMs);
      expect(await bus.send()).toMatchObject({ returned: 0, lost: 1 });
      expect(bus.told).toEqual(['canary-1 lost']);
    });

    it('has one lost that came back too late, whether or not it was judged by then', async () => {
      const bus = aBus();
      await bus.send();
      bus.advance(boundMs + 1);
      await bus.receive(bus.last());
      await bus.send();
      await bus.receive({ ...bus.last(), id: 'canary-1', sentAt: '2026-07-01T12:00:00.000Z' });
      await bus.send();
      expect(bus.told).toEqual(['canary-1 lost']);
    });

    it('judges it however long nothing ran', async () => {
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

  it('says that the bus did not accept one, and judges it like every other', async () => {
    const bus = aBus();
    bus.answerWith({ outcome: 'unavailable', code: 'ServiceUnavailable' });
    expect(await bus.send()).toEqual({ returned: 0, lost: 0, accepted: false });
    bus.answerWith({ outcome: 'accepted' });
    bus.advance(boundMs);
    await bus.send();
    expect(bus.told).toEqual(['canary-1 refused: ServiceUnavailable', 'canary-1 lost']);
  });

  it('judges no more than a batch in one run, and the rest in the next ones', async () => {
    const bus = aBus({ batchSize: 2 });
    for (let n = 0; n < 5; n += 1) {
      await bus.send();
      bus.advance(1);
    }
    bus.advance(boundMs);
    const counts = [await bus.send(), await bus.send(), await bus.send()].map(({ lost }) => lost);
    expect(counts).toEqual([2, 2, 1]);
  });

  it('judges each canary once and by when it first came back, however many runs and returns there are', async () => {
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
