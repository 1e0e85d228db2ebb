import type { OrderCommit, OrderStore } from '../../../lib/app/ports/order-store.ts';
import { attemptTransitions } from '../../../lib/domain/payment-attempt.ts';
import { reservationTransitions } from '../../../lib/domain/reservation.ts';

const isOneOf = (states: readonly string[], state: string): boolean => states.includes(state);

const faultsOf = ({ order, attempt, reservation, event }: OrderCommit): string[] => {
  const faults: string[] = [];
  if (order?.expectedRevision !== undefined && order.next.revision !== order.expectedRevision + 1) {
    faults.push(`revision ${order.expectedRevision} is followed by ${order.next.revision}`);
  }
  if (event && event.orderVersion !== order?.next.version) {
    faults.push(`the event of version ${event.orderVersion} comes without it`);
  }
  // A new owner may take an attempt over as it is.
  const from = attempt?.expected?.state;
  if (from && attempt.next.state !== from && !isOneOf(attemptTransitions[from], attempt.next.state)) {
    faults.push(`an attempt goes from ${from} to ${attempt.next.state}`);
  }
  const before = reservation?.expectedState;
  if (before && !isOneOf(reservationTransitions[before], reservation.next.state)) {
    faults.push(`a reservation goes from ${before} to ${reservation.next.state}`);
  }
  return faults;
};

/** A store that notes down whatever is written against the domain's tables. */
export const createLawfulStore = <S extends OrderStore>(store: S) => {
  const found: string[] = [];
  const commit: OrderStore['commit'] = async (change, options) => {
    const failures = await store.commit(change, options);
    if (failures.length === 0) found.push(...faultsOf(change));
    return failures;
  };
  /** Faults of the commits that were stored. */
  const offences = (): readonly string[] => found;
  return { ...store, commit, offences };
};
