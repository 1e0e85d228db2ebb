import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** An action of a transaction whose condition did not hold. */
export interface RefusedAction {
  /** Its place in the transaction. */
  readonly index: number;
  /** The stored item as it is, unless there is none. */
  readonly item?: Record<string, unknown>;
}

/** The actions whose conditions cancelled a transaction; none when something else did. */
export const refusedActions = (failure: unknown): readonly RefusedAction[] => {
  if (!(failure instanceof TransactionCanceledException)) return [];
  const reasons = failure.CancellationReasons ?? [];
  return reasons.flatMap(({ Code, Item }, index) => {
    if (Code !== 'ConditionalCheckFailed') return [];
    // The document client turns answers into plain values, but not failures.
    return [{ index, ...(Item && { item: unmarshall(Item) }) }];
  });
};
