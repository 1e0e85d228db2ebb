import { describe, expect, it } from 'vitest';
import {
  type ReservationState,
  reservationStates,
  reservationTransitions,
} from '../../../lib/domain/reservation.ts';

/** States in which the units of an order are back on the shelf. */
const givenBack: readonly ReservationState[] = ['RELEASED', 'EXPIRED'];

/** Every way through the table, from the state in which a reservation begins. */
const waysFrom = (state: ReservationState): ReservationState[][] => {
  const next: readonly ReservationState[] = reservationTransitions[state];
  return next.length === 0 ? [[state]] : next.flatMap((each) => waysFrom(each).map((way) => [state, ...way]));
};

describe('reservationTransitions', () => {
  it('gives the units back once at most, whatever happens', () => {
    for (const way of waysFrom('HELD')) {
      expect(way.filter((state) => givenBack.includes(state))).toHaveLength(1);
      expect(way.length).toBeLessThanOrEqual(reservationStates.length);
    }
  });

  it('goes these ways and no others', () => {
    expect(waysFrom('HELD')).toEqual([
      ['HELD', 'COMMITTED', 'RELEASED'],
      ['HELD', 'RELEASED'],
      ['HELD', 'EXPIRED'],
    ]);
  });

  it('cannot expire what is paid', () => {
    expect(reservationTransitions.COMMITTED).not.toContain('EXPIRED');
  });
});
