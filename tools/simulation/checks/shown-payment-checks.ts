import type { StoredState } from '../../audit/stored-state.ts';

/** Once everything is settled, no order shows its payment as unknown, whatever has become of the order. */
export const checkShownPayments = ({ orders }: StoredState): string[] =>
  orders.flatMap(({ order: { id, status, payment } }) =>
    payment?.state === 'unknown' ? [`order ${id} is ${status}, and shows its payment as unknown`] : [],
  );
