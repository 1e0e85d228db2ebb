import type { CallOptions } from '../../platform/call-options.ts';
import type { EventOutbox } from '../ports/event-outbox.ts';
import { planPublication } from './publication-plan.ts';
import { createPublishOrders, type OrderReport, type PublishOrdersDependencies } from './publish-orders.ts';

export interface SweepEventsDependencies extends PublishOrdersDependencies {
  readonly outbox: EventOutbox;
  /** Age from which an event is looked at: the relay has had its time by then. In milliseconds. */
  readonly graceMs: number;
  /** After so many milliseconds no further orders are begun. */
  readonly workMs: number;
  /** Orders that are worked on side by side. */
  readonly groupSize: number;
}

export interface SweepResult {
  readonly orders: number;
  readonly accepted: number;
  readonly repeated: number;
  readonly quarantined: number;
  readonly refused: number;
  readonly unavailable: number;
  /** Whether everything was looked at in the time that there is. */
  readonly complete: boolean;
}

const countReports = (reports: readonly OrderReport[]): Omit<SweepResult, 'complete'> => {
  const count = (outcome: OrderReport['outcome']) =>
    reports.filter((report) => report.outcome === outcome).length;
  return {
    orders: reports.length,
    accepted: reports.reduce((sum, { accepted }) => sum + accepted, 0),
    repeated: reports.reduce((sum, { repeated }) => sum + repeated, 0),
    quarantined: count('quarantined'),
    refused: count('refused'),
    unavailable: count('unavailable'),
  };
};

/** The items in groups of at most `size`, in their order. */
export async function* inGroups<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[], void> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/**
 * Use case: go through all events that have not come back, oldest first. It publishes what the relay has not, and
 * again what got lost behind the bus, parks what cannot be published, and judges what is late.
 */
export const sweepEvents = (dependencies: SweepEventsDependencies) => {
  const { outbox, clock, settings, graceMs, workMs, groupSize } = dependencies;
  const publish = createPublishOrders(dependencies);

  async function* ordersToSweep(before: string, options: CallOptions): AsyncGenerator<string, void> {
    const seen = new Set<string>();
    for await (const { orderId } of outbox.listUndelivered({ delivery: 'undelivered', before }, options)) {
      if (seen.has(orderId)) continue;
      seen.add(orderId);
      yield orderId;
    }
  }

  return async (options: CallOptions): Promise<SweepResult> => {
    const started = clock();
    const before = new Date(started - graceMs).toISOString();
    const reports: OrderReport[] = [];
    for await (const orderIds of inGroups(ordersToSweep(before, options), groupSize)) {
      if (options.signal.aborted || clock() - started >= workMs) {
        return { ...countReports(reports), complete: false };
      }
      const plan = (order: Parameters<typeof planPublication>[0]) =>
        planPublication(order, clock(), settings);
      reports.push(...(await publish(orderIds, plan, options)));
    }
    return { ...countReports(reports), complete: true };
  };
};
