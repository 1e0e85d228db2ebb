import type { OrderCommit } from '../../app/ports/order-store.ts';
import type { CommitAction } from './commit-action.ts';
import { fromStockItem, stockKey } from './stock-item.ts';
import { type StockMovement, stockMovements } from './stock-movement.ts';

const conditionOf = ({ taken, prices }: StockMovement) => {
  if (taken === 0) return { expression: 'attribute_exists(pk)', values: {} };
  const priced = prices.map((price, index) => [`:price${index}`, price] as const);
  return {
    expression: ['available >= :taken', ...priced.map(([name]) => `unitPrice = ${name}`)].join(' AND '),
    values: { ':taken': taken, ...Object.fromEntries(priced) },
  };
};

const stockAction = (tableName: string, movement: StockMovement): CommitAction => {
  const { sku, shard, taken, givenBack } = movement;
  const { expression, values } = conditionOf(movement);
  return {
    write: {
      Update: {
        TableName: tableName,
        Key: stockKey(sku, shard),
        UpdateExpression: 'SET available = available + :change',
        ConditionExpression: expression,
        ExpressionAttributeValues: { ':change': givenBack - taken, ...values },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
    refused: (stored) =>
      taken === 0
        ? { kind: 'homeless-stock', sku, shard }
        : { kind: 'stock', sku, shard, level: stored && fromStockItem(stored) },
  };
};

/** Takes units where there are enough at the expected price, and gives units back where there is a stock item. */
export const stockActions = (tableName: string, commit: OrderCommit): CommitAction[] =>
  stockMovements(commit).map((movement) => stockAction(tableName, movement));
