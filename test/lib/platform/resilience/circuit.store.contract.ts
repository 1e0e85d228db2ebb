import { beforeEach, describe, expect, it } from 'vitest';
import type { CircuitRecord, CircuitStateStore } from '../../../../lib/platform/resilience/circuit.ts';
import { aCall } from '../../../builders/a-call.ts';

const options = aCall();

const opened: CircuitRecord = { state: 'open', probeAt: 1_782_864_000_000, revision: 1 };
const probed: CircuitRecord = { state: 'half-open', probeAt: 1_782_864_003_000, revision: 2 };

/** Cases of every CircuitStateStore. @param create makes an empty one. */
export const circuitStateStoreContract = (create: () => Promise<CircuitStateStore>): void => {
  describe('CircuitStateStore', () => {
    let store: CircuitStateStore;
    beforeEach(async () => {
      store = await create();
    });

    it('reads no circuit that was never written', async () => {
      expect(await store.read('payments', options)).toBeUndefined();
    });

    it('reads a circuit as it was written last', async () => {
      expect(await store.write('payments', opened, options)).toBe(true);
      expect(await store.read('payments', options)).toEqual(opened);
      expect(await store.write('payments', probed, options)).toBe(true);
      expect(await store.read('payments', options)).toEqual(probed);
    });

    it('keeps circuits of different names apart', async () => {
      await store.write('payments', opened, options);
      expect(await store.read('payment', options)).toBeUndefined();
      expect(await store.write('events', opened, options)).toBe(true);
    });

    it.each([
      { what: 'the stored revision', revision: 2 },
      { what: 'an earlier revision', revision: 1 },
      { what: 'a revision too far ahead', revision: 4 },
    ])('refuses $what, and keeps the circuit as it was', async ({ revision }) => {
      await store.write('payments', opened, options);
      await store.write('payments', probed, options);
      expect(await store.write('payments', { ...opened, revision }, options)).toBe(false);
      expect(await store.read('payments', options)).toEqual(probed);
    });

    it('refuses to begin with another revision than the first', async () => {
      expect(await store.write('payments', probed, options)).toBe(false);
      expect(await store.read('payments', options)).toBeUndefined();
    });

    it.each([{ before: undefined }, { before: opened }])(
      'accepts one of many writers after $before',
      async ({ before }) => {
        if (before) await store.write('payments', before, options);
        const revision = (before?.revision ?? 0) + 1;
        const records = Array.from({ length: 20 }, (_, n) => ({ ...probed, probeAt: n + 1, revision }));
        const written = await Promise.all(records.map((record) => store.write('payments', record, options)));
        const winners = records.filter((_, n) => written[n]);
        expect(winners).toHaveLength(1);
        expect(await store.read('payments', options)).toEqual(winners[0]);
      },
    );
  });
};
