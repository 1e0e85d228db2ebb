import { describe, expect, it } from 'vitest';
import {
  holdStock,
  type ReservationCommand,
  type ReservationState,
  reservationStates,
  reservationTransitions,
  transitionReservation,
} from '../../../lib/domain/reservation.ts';
import { IllegalTransitionError } from '../../../lib/domain/transitions.ts';
import { aReservation } from '../../builders/a-reservation.ts';

const now = '2026-07-01T12:05:00.000Z';
const commands: readonly ReservationCommand[] = ['release', 'expire'];

/** States in which the units of an order are back on the shelf. */
const givenBack: readonly ReservationState[] = ['RELEASED', 'EXPIRED'];

/** Every way through the table, from the state in which a reservation begins. */
const waysFrom = (state: ReservationState): ReservationState[][] => {
  const next: readonly ReservationState[] = Object.values(reservationTransitions[state]);
  return next.length === 0 ? [[state]] : next.flatMap((each) => waysFrom(each).map((way) => [state, ...way]));
};

describe('reservationTransitions', () => {
  it('returns the units once on every way', () => {
    for (const way of waysFrom('HELD')) {
      expect(way.filter((state) => givenBack.includes(state))).toHaveLength(1);
    }
  });

  it('has exactly these transitions', () => {
    expect(waysFrom('HELD')).toEqual([
      ['HELD', 'RELEASED'],
      ['HELD', 'EXPIRED'],
    ]);
  });
});

describe('holdStock', () => {
  it('is a reservation that is held', () => {
    const { orderId, allocations, updatedAt } = aReservation();
    expect(holdStock(orderId, allocations, updatedAt)).toEqual(aReservation());
  });
});

describe('transitionReservation', () => {
  it.each(reservationStates.flatMap((state) => commands.map((command) => [command, state] as const)))(
    'carries out the command %s for %s by the table',
    (command, state) => {
      const reservation = aReservation({ state });
      const table: Partial<Record<ReservationCommand, ReservationState>> = reservationTransitions[state];
      const next = table[command];
      if (next) {
        expect(transitionReservation(reservation, command, now)).toEqual({
          ...reservation,
          state: next,
          updatedAt: now,
        });
      } else {
        expect(() => transitionReservation(reservation, command, now)).toThrow(IllegalTransitionError);
      }
    },
  );
});
