import type { EventHistory } from '../../../lib/app/ports/event-outbox.ts';
import type { ReplayEvents } from '../../../lib/app/publishing/replay-events.ts';
import { ServiceError } from '../../../lib/contract/errors/factories.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { counted, type Operator } from '../operator-command/operator.ts';

/** The items in groups of at most `size`, in their order. */
async function* inGroups<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[], void> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

interface Progress {
  orders: number;
  events: number;
  /** Orders whose events could not all be published. */
  failed: number;
}

/** Orders that are processed concurrently. */
const groupSize = 25;

const summary = ({ orders, events, failed }: Progress, done: string): string =>
  `${counted(events, 'event')} of ${counted(orders, 'order')} ${done}` +
  (failed > 0 ? `, ${counted(failed, 'order')} failed` : '');

/**
 * Publishes all events since a time again, order by order.
 * @returns the exit code.
 */
export const replaySince = async (
  { since, dryRun }: { readonly since: string; readonly dryRun: boolean },
  { replay, history }: { readonly replay: ReplayEvents; readonly history: EventHistory },
  { print, report }: Operator,
  options: CallOptions,
): Promise<number> => {
  const progress: Progress = { orders: 0, events: 0, failed: 0 };
  const done = dryRun ? 'would be published' : 'published';

  const plan = async (orderIds: readonly string[]): Promise<void> => {
    const plans = await Promise.allSettled(
      orderIds.map((orderId) => replay.plan(orderId, { since }, options)),
    );
    for (const [index, planned] of plans.entries()) {
      if (planned.status === 'fulfilled') {
        progress.events += planned.value?.events ?? 0;
        continue;
      }
      if (planned.reason instanceof ServiceError) throw planned.reason;
      progress.failed += 1;
      report(`${orderIds[index]}: ${planned.reason.message}`);
    }
  };
  const run = async (orderIds: readonly string[]): Promise<void> => {
    const results = await replay.run(orderIds, { since }, options);
    progress.events += results.reduce((sum, { accepted }) => sum + accepted, 0);
    progress.failed += results.filter(({ outcome }) => outcome !== 'done').length;
  };

  for await (const orderIds of inGroups(history.listOrdersSince(since, options), groupSize)) {
    await (dryRun ? plan : run)(orderIds);
    progress.orders += orderIds.length;
    report(summary(progress, done));
  }
  print(`Since ${since}: ${summary(progress, done)}`);
  return progress.failed > 0 ? 1 : 0;
};
