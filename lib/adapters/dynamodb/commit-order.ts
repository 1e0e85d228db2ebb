import type { CommitFailure, OrderCommit } from '../../app/ports/order-store.ts';
import type { StockAllocation } from '../../domain/stock.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoClient } from '../../platform/dynamodb/dynamo-client.ts';
import { transactWrite } from '../../platform/dynamodb/write-items.ts';
import type { HomelessStock, OrdersTables } from './commit-action.ts';
import { commitActions } from './commit-actions.ts';

const isHomeless = (refusal: CommitFailure | HomelessStock): refusal is HomelessStock =>
  refusal.kind === 'homeless-stock';

/** The order and its event are refused together. */
const eachOnce = (failures: readonly CommitFailure[]): CommitFailure[] => {
  const first = failures.findIndex(({ kind }) => kind === 'order');
  return failures.filter(({ kind }, index) => kind !== 'order' || index === first);
};

/** Where units go instead: to the stock item that every product has, and nowhere when the product is gone. */
const rehomed = (
  giveBack: readonly StockAllocation[],
  homeless: readonly HomelessStock[],
): StockAllocation[] =>
  giveBack.flatMap((allocation) => {
    const { sku, shard } = allocation;
    if (!homeless.some((stock) => stock.sku === sku && stock.shard === shard)) return [allocation];
    return shard === 0 ? [] : [{ ...allocation, shard: 0 }];
  });

/** Stores a command's changes in one transaction; why not, if it is refused. */
export const commitOrder = async (
  client: DynamoClient,
  tables: OrdersTables,
  commit: OrderCommit,
  options: CallOptions,
): Promise<readonly CommitFailure[]> => {
  const actions = commitActions(tables, commit);
  if (actions.length === 0) return [];
  const writes = actions.map(({ write }) => write);
  const refusals = (await transactWrite(client, writes, options)).flatMap(
    ({ index, item }) => actions[index]?.refused(item) ?? [],
  );
  const homeless = refusals.filter(isHomeless);
  const failures = eachOnce(refusals.filter((refusal) => !isHomeless(refusal)));
  if (failures.length > 0 || homeless.length === 0) return failures;
  // The product was saved with fewer stock items since the units were taken.
  const giveBack = rehomed(commit.giveBack ?? [], homeless);
  return commitOrder(client, tables, { ...commit, giveBack }, options);
};
