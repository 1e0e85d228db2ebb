// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are sources.

import { dropped, inFile, unchecked, without } from '../../clause.ts';
import type { Mutant } from '../../mutant.ts';

const orders = 'lib/adapters/dynamodb';
const erasure = `${orders}/customer-data`;

/** Each condition and each action of a transaction left out that is about erasures of customers. */
export const erasureConditionMutants: readonly Mutant[] = [
  ...inFile(`${erasure}/erasure-items.ts`, 'test/lib/adapters/dynamodb/customer-data/erasure-items.test.ts', [
    {
      id: 'pseudonym-replaced',
      breaks: 'an erasure that goes on takes another pseudonym',
      find: 'if_not_exists(pseudonym, :candidate)',
      replace: ':candidate',
    },
    dropped(
      'other-erasure-ended',
      'a late copy of a call ends the next erasure of a customer',
      "'|pseudonym = :pseudonym|'",
    ),
    dropped(
      'new-reply-erased',
      'a reply is erased that another request has stored',
      "'|#response = :before|'",
    ),
  ]),
  ...inFile(`${erasure}/move-summary.ts`, 'test/lib/adapters/dynamodb/customer-data/move-summary.test.ts', [
    without(
      'counted-part-deleted',
      'a part of a summary is deleted that has counted more',
      'Key: { pk, sk }|, ...isUnchanged(part)| }',
    ),
    unchecked(
      'pseudonym-part-changed',
      'a part moves to a pseudonym whose part has changed',
      'conditions: [target ? isUnchanged(target)',
    ),
    unchecked(
      'pseudonym-part-overwritten',
      'a part moves to a pseudonym that got one meanwhile',
      'isUnchanged(target) : isAbsent',
    ),
    without(
      'part-kept',
      'a part of a summary moves and stays',
      '|{ Delete: { TableName: tableName, Key: { pk, sk }, ...isUnchanged(part) } },|',
    ),
    without(
      'part-lost',
      'a part of a summary is deleted and does not move',
      '|{ Update: { TableName: tableName, ...move } },|',
    ),
  ]),
  ...inFile(`${erasure}/rename-order.ts`, 'test/lib/adapters/dynamodb/customer-data/rename-order.test.ts', [
    dropped('events-renamed-unread', 'events are renamed that have changed', "'|#events = :before|'"),
    dropped('order-renamed-unread', 'an order is renamed that has changed', "'|revision = :revision| AND"),
    dropped(
      'order-renamed-twice',
      'an order is renamed that another erasure has renamed',
      "AND |customerId = :customer|'",
    ),
    dropped(
      'progress-renamed-unread',
      'the progress of an order is moved that has gone on',
      "ConditionExpression: '|#cProgress = :cProgress|'",
    ),
    unchecked(
      'progress-renamed-over',
      'the progress of an order is moved over another one',
      '...progressKey(orderId) }, isAbsent',
    ),
    without(
      'order-not-renamed',
      'an order keeps the id of an erased customer',
      '|...(order && isOfCustomer ? [renameAction(tables.orders.tableName, order, renaming)] : []),|',
    ),
    without(
      'progress-not-moved',
      'the progress of an order stays with an erased customer',
      '|...(await moveProgress(tables, orderId, renaming.customerId, options)),|',
    ),
    without(
      'progress-copied',
      'the progress of an order is in two places',
      '|{ Update: { TableName: orders.tableName, ...leave } },|',
    ),
    without(
      'progress-lost',
      'the progress of an order is lost',
      '|putIf(orders.tableName, { ...progress, ...progressKey(orderId) }, isAbsent),|',
    ),
  ]),
];
