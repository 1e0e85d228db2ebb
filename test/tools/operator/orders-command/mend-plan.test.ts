import { describe, expect, it } from 'vitest';
import type { PaymentAttempt } from '../../../../lib/domain/payment-attempt.ts';
import type { Refund } from '../../../../lib/domain/refund.ts';
import type { StoredEvents, StoredOrder } from '../../../../tools/audit/stored-state.ts';
import { mendingOf } from '../../../../tools/operator/orders-command/mend-plan.ts';
import { aPaymentAttempt } from '../../../builders/a-payment-attempt.ts';
import { aCause } from '../../../builders/a-placement.ts';
import { aRefund } from '../../../builders/a-refund.ts';
import { aReservation } from '../../../builders/a-reservation.ts';
import { type LifeStep, orderLife } from '../../../builders/order-life.ts';

/** An order at the end of its life, with all of its events. */
const lived = (
  steps: readonly LifeStep[],
  { attempts = [], refunds = [] }: { attempts?: PaymentAttempt[]; refunds?: Refund[] } = {},
): StoredOrder => {
  const { order, batches } = orderLife({}, steps);
  const events = batches.map((batch): StoredEvents => ({ ...batch, isReceived: true, isQuarantined: false }));
  const reservation = aReservation({ updatedAt: order.updatedAt });
  return { order, reservation, attempts, refunds, events, due: new Set() };
};

const declined = (number = 1) =>
  aPaymentAttempt({ number, state: 'declined', declineReason: 'insufficient_funds' });
const lostRefund = aRefund({ state: 'failed', failureReason: 'lost_or_stolen_card' });

/** The order with its events, apart from those of the last `missing` versions. */
const without = (stored: StoredOrder, missing: number) => {
  const events = stored.events.slice(0, stored.events.length - missing);
  return mendingOf({ ...stored, events }, events, aCause);
};

const lives: [string, StoredOrder][] = [
  ['placed', lived([])],
  ['paid', lived(['confirm'])],
  ['shipped', lived(['confirm', 'ship'])],
  ['delivered', lived(['confirm', 'ship', 'deliver'])],
  ['expired', lived(['expire'])],
  ['cancelled', lived(['cancel'])],
  ['declined', lived(['decline'], { attempts: [declined()] })],
  ['declined twice', lived(['decline', 'decline'], { attempts: [declined(), declined(2)] })],
  ['refunded', lived(['confirm', 'refund'], { refunds: [aRefund({ state: 'succeeded' })] })],
  ['refunded in vain', lived(['confirm', 'refund', 'lose-refund'], { refunds: [lostRefund] })],
];

describe('the plan for a torn order', () => {
  it.each(lives)('is nothing for an order that is %s and has its events', (_, stored) => {
    expect(without(stored, 0)).toBeUndefined();
  });

  it.each(lives)('adds the event that an order lacks when it was %s', (_, stored) => {
    const { isReceived, isQuarantined, ...batch } = stored.events.at(-1) as StoredEvents;
    expect(without(stored, 1)).toEqual({ kind: 'add', batch });
  });

  it('states whether a cancelled order is refunded, as the cancellation did', () => {
    const steps: LifeStep[] = ['confirm', 'cancel'];
    const { updatedAt } = lived(steps).order;
    const stored = lived(steps, { refunds: [aRefund({ createdAt: updatedAt })] });
    expect(without(stored, 1)).toMatchObject({
      batch: {
        events: [{ type: 'order.cancelled', data: { refundDue: true, previousStatus: 'confirmed' } }],
      },
    });
  });

  it('removes the events of versions that an order does not have', () => {
    const { order } = lived(['confirm']);
    const later = lived(['confirm', 'ship', 'deliver']);
    expect(mendingOf({ ...later, order }, later.events, aCause)).toEqual({
      kind: 'remove',
      orderVersion: 2,
      batches: later.events.slice(2),
    });
  });

  it('removes all events of an order that is not stored', () => {
    const { events } = lived(['confirm']);
    expect(mendingOf(undefined, events, aCause)).toEqual({
      kind: 'remove',
      orderVersion: 0,
      batches: events,
    });
  });

  it('leaves an order undecided that lacks the events of two versions', () => {
    expect(without(lived(['confirm', 'ship']), 2)).toEqual({
      kind: 'undecided',
      problem: 'of version 3, lacks the events of 2, 3',
    });
  });

  it('leaves an order undecided when its last event can be one of several', () => {
    const stored = lived(['decline'], { attempts: [declined(), declined(2)] });
    expect(without(stored, 1)).toMatchObject({ kind: 'undecided' });
  });

  it('leaves an order undecided that lacks an event in the middle', () => {
    const stored = lived(['confirm', 'ship']);
    const events = stored.events.filter(({ orderVersion }) => orderVersion !== 2);
    expect(mendingOf({ ...stored, events }, events, aCause)).toMatchObject({ kind: 'undecided' });
  });
});
