// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are sources.

import { contracts, dropped, inFile, unchecked, without } from '../../clause.ts';
import type { Mutant } from '../../mutant.ts';

const orders = 'lib/adapters/dynamodb';

/** Each condition and each action of a transaction left out that is about orders, requests and work that is due. */
export const orderConditionMutants: readonly Mutant[] = [
  ...inFile(`${orders}/commit-order.ts`, contracts, [
    unchecked(
      'new-order-overwrites',
      'a new order replaces one with the same id',
      'expectedRevision === undefined ? isAbsent',
    ),
    unchecked(
      'event-overwritten',
      'the events of a version replace those that are stored',
      'toEventItem(batch), isAbsent',
    ),
    unchecked(
      'new-reservation-overwrites',
      'a new reservation replaces one that is there',
      'expectedState === undefined ? isAbsent',
    ),
    dropped(
      'reservation-of-any-state',
      'a reservation changes that another command has changed',
      "'|#state = :state|',",
    ),
    dropped(
      'lease-of-any-state',
      'a request settles an attempt whose state has changed',
      "'|#state = :state| AND",
    ),
    unchecked(
      'new-attempt-overwrites',
      'a new attempt replaces one that is there',
      'toAttemptItem(next), expected ? isLeased(expected) : isAbsent',
    ),
    unchecked(
      'new-refund-overwrites',
      'a new refund replaces one that is there',
      'toRefundItem(next), expected ? isLeased(expected) : isAbsent',
    ),
    without(
      'first-try-refused',
      'the first try to pay of a customer is refused',
      "'|attribute_not_exists(tries) OR |tries <",
    ),
    without(
      'order-left-out',
      'a command is committed without its order',
      '|...(order ? [orderAction(tables.ordersTable, order)] : []),|',
    ),
    without(
      'attempt-left-out',
      'a command is committed without its attempt to pay',
      '|...(attempt ? [attemptAction(tables.ordersTable, attempt)] : []),|',
    ),
    without(
      'refund-left-out',
      'a command is committed without its refund',
      '|...(refund ? [refundAction(tables.ordersTable, refund)] : []),|',
    ),
    without(
      'try-left-out',
      'a try to pay is not counted',
      '|...(paymentTry ? [paymentTryAction(tables.ordersTable, paymentTry)] : []),|',
    ),
    without(
      'stock-left-out',
      'an order is committed without its stock',
      '|...stockActions(tables.ordersTable, commit),|',
    ),
  ]),
  ...inFile(`${orders}/due-work.ts`, contracts, [
    dropped(
      'attention-put-off',
      'work is put off that waits for an operator by now',
      "'|gsi2pk = :partition| AND gsi2sk < :until'",
    ),
    dropped('due-earlier', 'work that was put off is due earlier again', "AND |gsi2sk < :until|'"),
  ]),
  ...inFile(`${orders}/idempotency-action.ts`, contracts, [
    without(
      'new-record-refused',
      'no new request is executed',
      '`|${isAbsent.ConditionExpression} OR |expiresAt',
    ),
    dropped(
      'record-of-anybody',
      'a request replaces the record of one that is running',
      'OR |leaseOwner = :owner|`',
    ),
  ]),
];
