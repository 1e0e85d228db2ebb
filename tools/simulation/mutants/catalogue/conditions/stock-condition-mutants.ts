// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are sources.

import { contracts, dropped, inFile, unchecked, without } from '../../clause.ts';
import type { Mutant } from '../../mutant.ts';

const orders = 'lib/adapters/dynamodb';

/** Each condition and each action of a transaction left out that is about stock and products. */
export const stockConditionMutants: readonly Mutant[] = [
  ...inFile(`${orders}/stock-actions.ts`, contracts, [
    dropped(
      'offer-of-any-version',
      'units are sold at an offer whose product has changed',
      '|version = :version${n}|`',
    ),
    dropped(
      'offer-of-any-amount',
      'units are sold at a price that has changed',
      'AND |unitPrice.amount = :amount${n}| AND',
    ),
    dropped(
      'offer-in-any-currency',
      'units are sold at a price in another currency',
      'AND |unitPrice.currency = :currency${n}|`',
    ),
    dropped(
      'returned-to-no-item',
      'units are returned to a stock item that is gone',
      "expression: '|attribute_exists(pk)|'",
    ),
  ]),
  ...inFile(`${orders}/stock-actions.ts`, 'test/lib/adapters/dynamodb/stock-actions.test.ts', [
    dropped(
      'offer-without-version',
      'units of a product that has a version are sold without one',
      "? '|attribute_not_exists(version)|' :",
    ),
  ]),
  ...inFile(`${orders}/dynamo-stock-ledger.ts`, contracts, [
    unchecked('movement-overwritten', 'a movement replaces one in the ledger', '...movement }, isAbsent'),
  ]),
  ...inFile(`${orders}/product-actions.ts`, contracts, [
    dropped(
      'least-items-undone',
      'a change of a product is stored over another least number of stock items',
      "'(|minStockShards = :least| OR",
    ),
    dropped(
      'product-of-any-version',
      'a change of a product is stored over one that was not read',
      ": '|version = :version|',",
    ),
    without(
      'product-left-out',
      'a new product is stored without its name and price',
      '|setAttributes(tableName, productKey(sku), attributes, isAbsent),|',
    ),
    without(
      'new-stock-left-out',
      'a new product is stored without its stock',
      '|...spreadStock(available, stockShards).map((units, shard) => putStock(tableName, product, shard, units)),|',
    ),
    without('unread-product-changed', 'a change of a product is lost', 'return [|product|];'),
    without(
      'deleted-item-left',
      'a stock item whose units have moved stays',
      '|...levels.slice(stockShards).map((level) => deleteStock(tableName, level)),|',
    ),
  ]),
  ...inFile(`${orders}/product-actions.ts`, 'test/lib/adapters/dynamodb/product-actions.test.ts', [
    without(
      'least-items-required',
      'a product without a least number of stock items cannot be changed',
      "'(minStockShards = :least| OR attribute_not_exists(minStockShards)|)'",
    ),
    dropped(
      'version-undone',
      'a change of a product without a version is stored over its first version',
      "? '|attribute_not_exists(version)|' :",
    ),
    without(
      'missing-item-kept',
      'a product of which a stock item is missing cannot get fewer',
      "'|attribute_not_exists(pk) OR |available = :moved'",
    ),
    unchecked(
      'product-overwritten',
      'a new product replaces one that has no stock item',
      'productKey(sku), attributes, isAbsent',
    ),
  ]),
  ...inFile(
    `${orders}/dynamo-listed-availability.ts`,
    'test/lib/adapters/dynamodb/dynamo-listed-availability.test.ts',
    [
      dropped(
        'product-made-by-count',
        'counting a product that is gone creates it again',
        "'|attribute_exists(pk)|'",
      ),
    ],
  ),
  ...inFile(
    `${orders}/dynamo-stock-contention.ts`,
    'test/lib/adapters/dynamodb/dynamo-stock-contention.test.ts',
    [
      dropped(
        'mark-made-by-split',
        'a split makes a mark of a product that is calm',
        "'|attribute_exists(markedAt)|'",
      ),
      without(
        'first-mark-refused',
        'no product is marked for the first time',
        "'|attribute_not_exists(markedAt) OR |",
      ),
      dropped('mark-set-back', 'an older mark replaces a newer one', "OR |markedAt < :at|'"),
      dropped('new-mark-forgotten', 'a mark is forgotten that was renewed', "'|markedAt = :seen|'"),
      without(
        'split-left-out',
        'a split is noted and not made',
        '|...changeActions(tableName, entry, { ...entry, stockShards }, levels),|',
      ),
      without(
        'split-unnoted',
        'a split is made and not noted',
        '|setAttributes(tableName, contentionKey(sku), { splitAt: at }, isMarked),|',
      ),
    ],
  ),
];
