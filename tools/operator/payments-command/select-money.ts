import type { Decision } from '../../../lib/app/payment/decide-by-hand.ts';
import type { MoneyId } from '../../../lib/app/payment/money-id.ts';
import type { OrderMoney } from '../../../lib/app/payment/stuck-money.ts';
import { isAttemptOpen } from '../../../lib/domain/payment-attempt.ts';
import { CommandError } from '../../command-line/command-error.ts';
import type { Selection } from './command-line.ts';
import { moneyName } from './money-table.ts';

interface Candidate {
  readonly id: MoneyId;
  readonly isStuck: boolean;
}

const candidatesOf = ({ attempts, refunds }: OrderMoney, decision: Decision): readonly Candidate[] => {
  const isDisputeHandled = decision.does === 'settle' && decision.as === 'dispute-handled';
  const ofAttempts = attempts
    .filter(({ state, attention }) =>
      isDisputeHandled ? attention?.reason === 'disputed' : isAttemptOpen(state),
    )
    .map(({ orderId, number, attention }) => ({
      id: { orderId, attempt: number },
      isStuck: attention !== undefined,
    }));
  const ofRefunds = refunds
    .filter(({ state }) => state !== 'succeeded')
    .map(({ orderId, number, attention }) => ({
      id: { orderId, refund: number },
      isStuck: attention !== undefined,
    }));
  if (decision.does === 'retry') return [...ofAttempts, ...ofRefunds];
  return decision.as === 'refunded' ? ofRefunds : ofAttempts;
};

/**
 * The attempt or refund that a decision is about.
 * @throws {CommandError} when the selection leaves none or several.
 */
export const selectMoney = (money: OrderMoney, selection: Selection, decision: Decision): MoneyId => {
  const orderId = money.order.id;
  if (selection.attempt !== undefined) return { orderId, attempt: selection.attempt };
  if (selection.refund !== undefined) return { orderId, refund: selection.refund };
  const candidates = candidatesOf(money, decision);
  const stuck = candidates.filter(({ isStuck }) => isStuck);
  const [first, ...others] = stuck.length > 0 ? stuck : candidates;
  if (!first) throw new CommandError(`Order ${orderId} has no payment or refund for this command.`);
  if (others.length === 0) return first.id;
  const names = [first, ...others].map(({ id }) => moneyName(id)).join(', ');
  throw new CommandError(`Order ${orderId} has ${names}. Select one with --attempt or --refund.`);
};
