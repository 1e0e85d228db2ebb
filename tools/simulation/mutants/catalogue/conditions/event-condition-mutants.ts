// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are sources.

import { contracts, dropped, inFile, unchecked, without } from '../../clause.ts';
import type { Mutant } from '../../mutant.ts';

const orders = 'lib/adapters/dynamodb';
const outbox = `${orders}/outbox`;

/** Each condition and each action of a transaction left out that is about events and order summaries. */
export const eventConditionMutants: readonly Mutant[] = [
  ...inFile(`${outbox}/dynamo-event-outbox.ts`, contracts, [
    dropped(
      'quarantined-put-off',
      'events are put off that are quarantined by now',
      "'|gsi1pk = :undelivered| AND gsi1sk < :until'",
    ),
    dropped('events-due-earlier', 'events that were put off are due earlier again', "AND |gsi1sk < :until|'"),
  ]),
  ...inFile(`${outbox}/publish-cursor.ts`, contracts, [
    unchecked(
      'first-cursor-overwrites',
      'the first cursor of an order replaces that of another publisher',
      '? isAbsent',
    ),
    dropped(
      'received-quarantined',
      'events are quarantined that were received meanwhile',
      "'|gsi1pk = :from|'",
    ),
    without('cursor-left-out', 'events are quarantined without the cursor', '[|storing, |...moves'),
    without(
      'quarantine-left-out',
      'a cursor passes events that are not quarantined',
      '[storing|, ...moves.slice(done, done + maxMoves)|]',
    ),
  ]),
  ...inFile(`${outbox}/dynamo-receipt-store.ts`, contracts, [
    dropped(
      'receipt-of-nothing',
      'events that were never stored get a receipt',
      "'|attribute_exists(pk)| AND",
    ),
    without('receipt-left-out', 'events are counted without a receipt', '[|...receipts, |...counts]'),
  ]),
  ...inFile(
    `${outbox}/dynamo-receipt-store.ts`,
    'test/lib/adapters/dynamodb/order-summary/exact-counts.test.ts',
    [
      without(
        'counts-left-out',
        'a receipt is stored and its events are not counted',
        '[...receipts|, ...counts|]',
      ),
    ],
  ),
  ...inFile(
    `${orders}/order-summary/entry-updates.ts`,
    'test/lib/adapters/dynamodb/order-summary/entry-updates.test.ts',
    [
      dropped(
        'apart-after-any-version',
        'an entry follows progress of another version',
        "'|#cLast.orderVersion = :cVersion| AND #cLast",
      ),
      dropped(
        'apart-after-any-event',
        'an entry follows progress of another event of the version',
        ":cVersion AND |#cLast.n = :cN|'",
      ),
      dropped(
        'counted-twice-apart',
        'an order is counted again that got an item of its own meanwhile',
        "'|apart = :cApart|'",
      ),
      dropped(
        'newest-order-undone',
        'an older order counts as the newest one',
        "OR |lastOrderAt <= :cPlacedAt|'",
      ),
      unchecked(
        'own-progress-overwritten',
        'the progress of an order is stored over that of another writer',
        'before ? isApartAt(before) : isAbsent',
      ),
      dropped(
        'counted-in-two-places',
        'an order is counted whose progress came to its part meanwhile',
        "ConditionExpression: '|attribute_not_exists(#cNew)|'",
      ),
      unchecked(
        'finished-progress-overwrites',
        'the progress that leaves a part replaces another one',
        'conditions: [isAbsent]',
      ),
      dropped(
        'counted-while-apart',
        'an order is counted while others of its part get items of their own',
        "? '|attribute_not_exists(apart)|' :",
      ),
      without(
        'own-progress-left-out',
        'an order is counted without its progress',
        '[|ownItem(entry, place.progress), |changePart(',
      ),
      without(
        'part-left-out',
        'progress moves on without the numbers',
        '[ownItem(entry, place.progress)|, changePart({ conditions: [lacks(orderId)] })|]',
      ),
      without(
        'new-progress-left-out',
        'a new order is counted without its progress',
        '[|ownItem(entry), |changePart(',
      ),
      without(
        'new-part-left-out',
        'the progress of a new order is stored without the numbers',
        '[ownItem(entry)|, changePart({ add: { apart: 1 }, conditions: [isNew(orderId, part)] })|]',
      ),
    ],
  ),
  ...inFile(`${orders}/order-summary/entry-updates.ts`, contracts, [
    dropped(
      'counted-while-counted',
      'an order is counted that another writer counts',
      '`|attribute_not_exists(#cNew)| AND',
    ),
    without(
      'first-order-refused',
      'the first order of a customer is not the newest one',
      "'|attribute_not_exists(lastOrderAt) OR |",
    ),
    without(
      'finished-progress-left-out',
      'the progress of an order that leaves its part is lost',
      '|updateOf(progressKey(finished.last.orderId), { set: { ...finished }, conditions: [isAbsent] }),|',
    ),
  ]),
];
