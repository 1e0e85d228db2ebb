import type { StoredState } from '../../audit/stored-state.ts';

/** Once everything is settled, no order shows its payment as unknown, in any status. */
export const checkShownPayments = ({ orders }: StoredState): string[] =>
  orders.flatMap(({ order: { id, status, payment } }) =>
    payment?.state === 'unknown' ? [`order ${id} is ${status}, and shows its payment as unknown`] : [],
  );
