import type { Mutant } from './mutant.ts';

/** Faults over the most important guards of the service. */
export const mutants: readonly Mutant[] = [
  {
    id: 'oversell',
    breaks: 'an order takes units that are not there',
    file: 'lib/adapters/dynamodb/stock-actions.ts',
    find: "expression: ['available >= :taken', ...offered.map(({ expression }) => expression)].join(' AND '),",
    replace:
      "expression: ['(available >= :taken OR attribute_exists(pk))', ...offered.map(({ expression }) => expression)].join(' AND '),",
  },
  {
    id: 'stock-kept',
    breaks: 'an expired order does not return its units',
    file: 'lib/app/expire-orders.ts',
    find: 'giveBack: reservation.allocations,',
    replace: '',
  },
  {
    id: 'order-overwritten',
    breaks: 'an order is stored over a change that was not read',
    file: 'lib/adapters/dynamodb/commit-order.ts',
    find: "ConditionExpression: 'revision = :revision',",
    replace: "ConditionExpression: 'revision >= :revision OR revision < :revision',",
  },
  {
    id: 'event-left-out',
    breaks: 'a transition is committed without its event',
    file: 'lib/adapters/dynamodb/commit-order.ts',
    find: '...(event ? [eventAction(tables.eventsTable, event)] : []),',
    replace:
      "...(event && order?.next.status !== 'cancelled' ? [eventAction(tables.eventsTable, event)] : []),",
  },
  {
    id: 'record-left-out',
    breaks: 'an order is committed without the record of its request',
    file: 'lib/adapters/dynamodb/commit-order.ts',
    find: '...(idempotency ? [idempotencyAction(tables.ordersTable, idempotency)] : []),',
    replace: '...(idempotency && !commit.take ? [idempotencyAction(tables.ordersTable, idempotency)] : []),',
  },
  {
    id: 'record-overwritten',
    breaks: 'a repeated request replaces the record of the first one',
    file: 'lib/adapters/dynamodb/idempotency-action.ts',
    find: ' OR expiresAt <= :now`;',
    replace: ' OR expiresAt > :now OR expiresAt <= :now`;',
  },
  {
    id: 'unknown-as-declined',
    breaks: 'a payment without an answer counts as declined',
    file: 'lib/app/payment/charge.ts',
    find: 'onUnknownOutcome(registered, error);\n      return { attempt: registered, unknown: true };',
    replace:
      "onUnknownOutcome(registered, error);\n      return { attempt: registered, settlement: { result: 'declined', reason: 'generic_decline' } };",
  },
  {
    id: 'pending-as-refunded',
    breaks: 'a refund that is pending counts as succeeded',
    file: 'lib/app/payment/pursue-refund.ts',
    find: "if (refund.state === 'due') await settleRefund(refund, { ...answer, status: 'pending' }, options);",
    replace:
      "if (refund.state === 'due') await settleRefund(refund, { ...answer, status: 'succeeded' }, options);",
  },
  {
    id: 'receipt-without-effect',
    breaks: 'an event counts as received although it had no effect',
    file: 'lib/app/order-summary/summarize-order-event.ts',
    find: "if (turn === 'early') return stored && !stored.isReceived ? 'early' : 'stray';",
    replace: "if (turn === 'early') return 'duplicate';",
  },
  {
    id: 'summary-counts-twice',
    breaks: 'a repeated event changes the summary again',
    file: 'lib/adapters/dynamodb/order-summary/entry-updates.ts',
    find: "'#cProgress.#cLast.orderVersion = :cVersion AND #cProgress.#cLast.n = :cN',",
    replace: "'#cProgress.#cLast.orderVersion >= :cVersion AND #cProgress.#cLast.n >= :cN',",
  },
  {
    id: 'counted-twice',
    breaks: 'events are counted again with a second receipt',
    file: 'lib/adapters/dynamodb/outbox/dynamo-receipt-store.ts',
    find: "ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(receivedAt)',",
    replace: "ConditionExpression: 'attribute_exists(pk)',",
  },
  {
    id: 'failed-entry-ignored',
    breaks: 'an entry that the bus refused counts as accepted',
    file: 'lib/adapters/eventbridge/put-events.ts',
    find: "if (answer?.EventId !== undefined && answer.ErrorCode === undefined) return { outcome: 'accepted' };",
    replace: "if (answer !== undefined) return { outcome: 'accepted' };",
  },
  {
    id: 'paid-twice',
    breaks: 'an order is charged again while the outcome of its payment is unknown',
    file: 'lib/domain/order-transition.ts',
    find: "order.status === 'pending' && !isPaymentUnknown(order) && now < order.expiresAt",
    replace: "order.status === 'pending' && now < order.expiresAt",
  },
  {
    id: 'refund-unlimited',
    breaks: 'more is refunded than was paid',
    file: 'lib/app/payment/refund-order.ts',
    find: 'if (!attempt || amount.amount > refundable.amount) {',
    replace: 'if (!attempt) {',
  },
  {
    id: 'late-payment-kept',
    breaks: 'the money of an order that ended meanwhile is kept',
    file: 'lib/app/payment/settle.ts',
    find: 'refund: late.refund };',
    replace: '};',
  },
  {
    id: 'cancelled-without-refund',
    breaks: 'the money of a cancelled order is kept',
    file: 'lib/app/cancel-order.ts',
    find: 'refundableOf(order).amount > 0',
    replace: 'refundableOf(order).amount < 0',
  },
  {
    id: 'not-cancelled-at-gateway',
    breaks: 'a payment counts as not charged although it can still be confirmed',
    file: 'lib/app/payment/pursue-attempt.ts',
    find: 'payment = await gateway.cancel(intentId, options);',
    replace: "if (!decline) return { result: 'not_charged' };",
  },
  {
    id: 'stock-overwritten',
    breaks: 'a change of a product sets its units to what was read',
    file: 'lib/adapters/dynamodb/product-actions.ts',
    find: 'available = if_not_exists(available, :none) + :units',
    replace: 'available = :none + :units',
  },
  {
    id: 'other-request-replayed',
    breaks: 'another request with the same key gets the answer of the first one',
    file: 'lib/app/idempotent-command.ts',
    find: 'assertSameRequest(record, claim);',
    replace: '',
  },
];
