import { type Mutant, simulator } from '../mutant.ts';

/** Faults in how money is given back. */
export const refundMutants: readonly Mutant[] = [
  {
    id: 'pending-as-refunded',
    breaks: 'a refund that is pending counts as succeeded',
    file: 'lib/app/payment/pursue-refund.ts',
    find: "if (refund.state === 'due') await settleRefund(refund, { ...answer, status: 'pending' }, options);",
    replace:
      "if (refund.state === 'due') await settleRefund(refund, { ...answer, status: 'succeeded' }, options);",
    suite: simulator,
  },
  {
    id: 'refund-unlimited',
    breaks: 'more is refunded than was paid',
    file: 'lib/app/payment/refund-order.ts',
    find: 'if (!attempt || amount.amount > refundable.amount) {',
    replace: 'if (!attempt) {',
    suite: simulator,
  },
  {
    id: 'cancelled-without-refund',
    breaks: 'the money of a cancelled order is kept',
    file: 'lib/app/cancel-order.ts',
    find: 'refundableOf(order).amount > 0',
    replace: 'refundableOf(order).amount < 0',
    suite: simulator,
  },
  {
    id: 'refund-requested-again',
    breaks: 'each try asks the gateway for another refund',
    file: 'lib/app/payment/pursue-refund.ts',
    find: 'const answer = await gateway.refund({ key, intentId, amount }, options);',
    replace:
      "const answer = await gateway.refund({ key: [key, clock()].join(':'), intentId, amount }, options);",
    suite: simulator,
  },
  {
    id: 'refund-not-looked-for',
    breaks: 'a refund is requested again without a look at the refunds of the gateway',
    file: 'lib/app/payment/pursue-refund.ts',
    find: 'const made = tries > 0 ? await findMade() : undefined;',
    replace: 'const made = tries < 0 ? await findMade() : undefined;',
    suite: 'test/lib/app/payment/refund-order.test.ts',
  },
  {
    id: 'refund-not-moved',
    breaks: 'a refund that has ended stays due on its order',
    file: 'lib/app/payment/settle-refund.ts',
    find: 'const next = moveRefund(changed, to.amount, { from: from.state, to: to.state });',
    replace: 'const next = changed;',
    suite: simulator,
  },
  {
    id: 'failed-refund-hidden',
    breaks: 'a refund that the bank rejected counts as succeeded',
    file: 'lib/app/payment/pursue-refund.ts',
    find: "{ status: 'failed', refundId, reason }",
    replace: "{ status: 'succeeded', refundId }",
    suite: simulator,
  },
  {
    id: 'returned-refund-hidden',
    breaks: 'a refund that a bank has returned still counts as succeeded',
    file: 'lib/app/payment/settle-money.ts',
    find: '(isRefundOpen(found.state) || found.refundId !== undefined)',
    replace: 'isRefundOpen(found.state)',
    suite: simulator,
  },
];
