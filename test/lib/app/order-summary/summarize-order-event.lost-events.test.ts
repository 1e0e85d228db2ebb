import { describe, expect, it } from 'vitest';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { orderLife } from '../../../builders/order-life.ts';
import { createLossyDelivery } from '../../../harness/order-summary/lossy-delivery.ts';

const steps = ['confirm', 'ship', 'deliver'] as const;

describe('the order summary on a bus that loses a tenth of the events', () => {
  it.each([1, 2, 3])(
    'is complete in the end, and no event becomes a dead letter or is quarantined (seed %d)',
    async (seed) => {
      const delivery = createLossyDelivery({ seed, lossRate: 0.1 });
      const lives = Array.from({ length: 150 }, (_, n) => orderLife({ id: orderIdOf(n) }, steps));
      for (let version = 0; version <= steps.length; version += 1) {
        for (const { batches } of lives) {
          const batch = batches[version];
          if (batch) await delivery.commit(batch);
        }
        await delivery.passMinutes(1);
      }
      await delivery.passMinutes(90);
      expect(await delivery.summaryOf('alice')).toMatchObject({
        orders: { pending: 0, confirmed: 0, shipped: 0, delivered: lives.length },
      });
      expect([delivery.deadLetters(), delivery.quarantined()]).toEqual([[], []]);
    },
  );
});
