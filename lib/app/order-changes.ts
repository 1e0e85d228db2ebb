import { type AttemptCommand, type PaymentAttempt, transitionAttempt } from '../domain/payment-attempt.ts';
import { type Refund, type RefundCommand, transitionRefund } from '../domain/refund.ts';
import { type Reservation, type ReservationCommand, transitionReservation } from '../domain/reservation.ts';
import { IllegalTransitionError } from '../domain/transitions.ts';
import { ConflictError } from '../platform/resilience/retry-on-conflict.ts';
import type { OrderCommit } from './ports/order-store.ts';

type Change<K extends keyof OrderCommit> = NonNullable<OrderCommit[K]>;

/** Order, reservation, attempt and refund are read separately: a concurrent request may change them in between. */
const conflictUnlessLegal = <T>(change: () => T): T => {
  try {
    return change();
  } catch (failure) {
    throw failure instanceof IllegalTransitionError ? new ConflictError(failure) : failure;
  }
};

/**
 * The part of a commit that takes a reservation through `command`. @param now RFC 3339, UTC.
 * @throws {ConflictError} when the reservation as it was read does not allow it.
 */
export const changeReservation = (
  reservation: Reservation,
  command: ReservationCommand,
  now: string,
): Change<'reservation'> => ({
  next: conflictUnlessLegal(() => transitionReservation(reservation, command, now)),
  expectedState: reservation.state,
});

/** The part of a commit that replaces an attempt, as long as it is still the one that was read. */
export const replaceAttempt = (
  { state, leaseOwner }: PaymentAttempt,
  next: PaymentAttempt,
): Change<'attempt'> => ({ next, expected: { state, leaseOwner } });

/**
 * The part of a commit that takes an attempt through `command`. @param now RFC 3339, UTC.
 * @param facts what else changes.
 * @throws {ConflictError} when the attempt as it was read does not allow it.
 */
export const changeAttempt = (
  attempt: PaymentAttempt,
  command: AttemptCommand,
  now: string,
  facts: Partial<Pick<PaymentAttempt, 'declineReason' | 'leaseUntil' | 'retryAt'>> = {},
): Change<'attempt'> =>
  replaceAttempt(attempt, {
    ...conflictUnlessLegal(() => transitionAttempt(attempt, command, now)),
    ...facts,
  });

/** The part of a commit that replaces a refund, as long as it is still the one that was read. */
export const replaceRefund = ({ state, leaseOwner }: Refund, next: Refund): Change<'refund'> => ({
  next,
  expected: { state, leaseOwner },
});

/**
 * A refund after `command`. @param now RFC 3339, UTC.
 * @throws {ConflictError} when the refund as it was read does not allow it.
 */
export const changedRefund = (refund: Refund, command: RefundCommand, now: string): Refund =>
  conflictUnlessLegal(() => transitionRefund(refund, command, now));
