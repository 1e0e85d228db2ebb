import type { CallOptions } from '../../platform/call-options.ts';
import { planPublication } from './publication-plan.ts';
import { createPublishOrders, type OrderReport, type PublishOrdersDependencies } from './publish-orders.ts';

/**
 * Use case: publish the events of orders that have just changed.
 * @returns what became of each order. One that is `unavailable` is worth another try at once; one that is refused
 *   is left to the sweeper, since trying again would hold up the orders behind it.
 */
export const relayEvents = (dependencies: PublishOrdersDependencies) => {
  const { clock, settings } = dependencies;
  const publish = createPublishOrders(dependencies);
  return (orderIds: readonly string[], options: CallOptions): Promise<readonly OrderReport[]> =>
    publish([...new Set(orderIds)], (outbox) => planPublication(outbox, clock(), settings), options);
};
