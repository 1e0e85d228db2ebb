import { isAttemptOpen } from '../../domain/payment-attempt.ts';
import { leaveToOperator } from '../../domain/settling.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock, IdGenerator } from '../../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import { replaceAttempt } from '../order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { OnStuck } from './money-id.ts';

export interface ParkDisputedDependencies {
  readonly store: Pick<OrderStore, 'listAttempts' | 'commit'>;
  readonly gateway: Pick<PaymentGateway, 'listDisputes'>;
  readonly clock: Clock;
  readonly newOwner: IdGenerator;
  readonly retryOnConflict: RetryOnConflict;
  readonly onStuck: OnStuck;
}

/**
 * Leaves a settled attempt to an operator when the gateway lists a dispute of its payment that is not recorded yet, and
 * records all of them. The order does not change. An operator is asked once about each dispute,
 * for any number of messages and any outcome.
 * @throws {ServiceError} SYS-004 while another request settles the attempt, SYS-001 to SYS-003 when the gateway or the
 *   store fails.
 */
export type ParkDisputed = (
  payment: { readonly orderId: string; readonly intentId: string },
  options: CallOptions,
) => Promise<void>;

export const createParkDisputed =
  ({ store, gateway, clock, newOwner, retryOnConflict, onStuck }: ParkDisputedDependencies): ParkDisputed =>
  async ({ orderId, intentId }, options) => {
    const write = async (limited: CallOptions): Promise<void> => {
      const attempts = await store.listAttempts(orderId, limited);
      const found = attempts.find((attempt) => attempt.intentId === intentId);
      if (!found) return;
      // After the attempt, and with each try: what was listed before another message recorded it may be out of date.
      const listed = await gateway.listDisputes(intentId, limited);
      if (listed.length === 0) return;
      // Its request would overwrite the record with what it has read before.
      if (isAttemptOpen(found.state)) throw new ConflictError();
      const recorded = new Map(found.disputes?.map((dispute) => [dispute.id, dispute]));
      if (listed.every(({ id, status }) => recorded.get(id)?.status === status)) return;
      const isNew = listed.some(({ id }) => !recorded.has(id));
      const disputes = listed.map((dispute) => ({ ...recorded.get(dispute.id), ...dispute }));
      // The owner changes, so that a message that was read before an operator has decided cannot park it again.
      const noted = { ...found, disputes, leaseOwner: newOwner() };
      const next = isNew && !found.attention ? leaveToOperator(noted, 'disputed', clock()) : noted;
      const failures = await store.commit({ attempt: replaceAttempt(found, next) }, limited);
      if (failures.length > 0) throw new ConflictError();
      if (isNew) onStuck({ orderId, attempt: found.number }, 'disputed');
    };
    await retryOnConflict(`order ${orderId}`, write, options);
  };
