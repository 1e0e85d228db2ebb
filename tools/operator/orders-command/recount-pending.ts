import { countOrders } from '../../../lib/adapters/dynamodb/count-orders.ts';
import { pendingCell, pendingChanges } from '../../../lib/adapters/telemetry/count-pending-orders.ts';
import type { EventOutbox } from '../../../lib/app/ports/event-outbox.ts';
import type { MetricsStore } from '../../../lib/metrics/metrics-store.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import type { CommandSettings } from './reindex.ts';

export interface CountedStores {
  readonly orders: DynamoTable;
  readonly outbox: Pick<EventOutbox, 'listUndelivered'>;
  readonly metrics: Pick<MetricsStore, 'totals' | 'grow'>;
}

/** Events in quarantine are published again when it ends. */
const hasUndelivered = async (outbox: CountedStores['outbox'], options: CallOptions): Promise<boolean> => {
  for (const delivery of ['undelivered', 'quarantined'] as const) {
    for await (const _ of outbox.listUndelivered({ delivery }, options)) return true;
  }
  return false;
};

/**
 * Makes the number of pending orders by events equal to that in the index. Undelivered events would count later, once
 * more, so it refuses while there are any, or when orders changed while it counted.
 * @returns the exit code.
 */
export const recountPending = async (
  { orders, outbox, metrics }: CountedStores,
  { dryRun, print }: CommandSettings,
  options: CallOptions,
): Promise<number> => {
  const before = pendingChanges(await metrics.totals(options));
  const counted = await countOrders(orders, 'pending', options);
  const isMoving = await hasUndelivered(outbox, options);
  const after = pendingChanges(await metrics.totals(options));
  if (isMoving || before.entered !== after.entered || before.left !== after.left) {
    print(
      'Orders are changing or have undelivered events (npm run events -- list-stuck). Repeat the command when they are delivered.',
    );
    return 1;
  }
  const byEvents = Number(after.entered - after.left);
  print(`${byEvents} pending orders by events, ${counted} in the index`);
  const missing = counted - byEvents;
  if (missing === 0 || dryRun) return 0;
  const growth = { [pendingCell(missing > 0 ? 'entered' : 'left')]: Math.abs(missing) };
  await metrics.grow({ fn: 'events', env: 'recount-pending' }, growth, options);
  print(`orders_pending is now ${counted}`);
  return 0;
};
