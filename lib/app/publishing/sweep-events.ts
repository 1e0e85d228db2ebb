import type { CallOptions } from '../../platform/call-options.ts';
import {
  type DrainSettings,
  isTimeOver,
  nextAttemptAt,
  trackOldestDue,
} from '../../platform/resilience/drain-backlog.ts';
import type { EventOutbox, OrderOutbox, PutOff, UndeliveredVersion } from '../ports/event-outbox.ts';
import { planPublication } from './publication-plan.ts';
import { createPublishOrders, type OrderReport, type PublishOrdersDependencies } from './publish-orders.ts';
import { createRepeatAllowance } from './repeat-allowance.ts';

export interface SweepEventsDependencies extends PublishOrdersDependencies {
  readonly outbox: EventOutbox;
  /** Age from which an event is looked at: the relay has had its time by then. In milliseconds. */
  readonly graceMs: number;
  /** Time until the next attempt at an order that was refused or could not be published, in milliseconds. */
  readonly retryMs: number;
  readonly drain: DrainSettings;
}

export interface SweepResult {
  readonly orders: number;
  readonly accepted: number;
  readonly repeated: number;
  readonly quarantined: number;
  readonly refused: number;
  readonly unavailable: number;
  /** Whether every due event was visited in time. */
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

/** Quarantined orders are looked at once an hour: each visit reads the whole order. */
const isQuarantineMinute = (now: number): boolean => new Date(now).getUTCMinutes() === 0;

/** The next visit of an order's events. */
type NextVisit = (version: UndeliveredVersion) => PutOff | undefined;

/**
 * Use case: visit all undelivered events that are due, in order of due time. It publishes what the relay has
 * not, and again what got lost behind the bus, quarantines what cannot be published, and judges what is late. Each visit
 * moves the due time of what remains undelivered, so that however many events wait, those behind them have their turn.
 * Once an hour it also starts again with orders that have been quarantined for long.
 */
export const sweepEvents = (dependencies: SweepEventsDependencies) => {
  const { outbox, clock, settings, graceMs, retryMs, drain } = dependencies;
  const publish = createPublishOrders(dependencies);
  const repeats = createRepeatAllowance({ outbox, clock, patienceMs: settings.receiptPatienceMs });

  /** The index holds the time at which the relay's grace begins. */
  const asDue = (visitAt: number): string => new Date(visitAt - graceMs).toISOString();

  const nextVisit = ({ outcome, code, repeatAt }: OrderReport): NextVisit => {
    const now = clock();
    if (outcome === 'quarantined') return () => undefined;
    if (outcome === 'done') {
      if (repeatAt === undefined) return () => undefined;
      // What is due and was not published again has to wait for the allowance.
      return () => ({ until: asDue(repeatAt > now ? repeatAt : nextAttemptAt(repeatAt, now)) });
    }
    return ({ dueSince }) => {
      const retryAt = code === 'OrderUnreadable' ? nextAttemptAt(Date.parse(dueSince), now) : now + retryMs;
      return { until: asDue(retryAt), dueSince };
    };
  };

  const putOff = async (version: UndeliveredVersion, visit: NextVisit | undefined, options: CallOptions) => {
    const to = visit?.(version);
    if (!to) return;
    try {
      await outbox.putOff(version, to, options);
    } catch (reason) {
      dependencies.telemetry.orderFailed(version.orderId, reason);
    }
  };

  return async (options: CallOptions): Promise<SweepResult> => {
    await repeats.beginRun(options);
    const plan = (order: OrderOutbox) => planPublication(order, clock(), settings, repeats.grants);
    const noteDue = trackOldestDue(drain);
    const reports: OrderReport[] = [];
    const visits = new Map<string, NextVisit>();
    let group: UndeliveredVersion[] = [];

    const visitGroup = async (): Promise<void> => {
      const orderIds = new Set(group.map(({ orderId }) => orderId));
      const unvisited = [...orderIds].filter((orderId) => !visits.has(orderId));
      const visited = await publish(unvisited, plan, options);
      for (const report of visited) visits.set(report.orderId, nextVisit(report));
      reports.push(...visited);
      await Promise.all(group.map((version) => putOff(version, visits.get(version.orderId), options)));
      group = [];
    };

    /** @returns whether every due event was visited in time. */
    const visitDue = async (
      delivery: 'undelivered' | 'quarantined',
      dueBy: string,
      onVisit: (version: UndeliveredVersion) => void,
    ): Promise<boolean> => {
      for await (const version of outbox.listUndelivered({ delivery, dueBy }, options)) {
        if (isTimeOver(options, drain)) return false;
        onVisit(version);
        group.push(version);
        if (group.length >= drain.concurrency) await visitGroup();
      }
      if (isTimeOver(options, drain)) return group.length === 0;
      await visitGroup();
      return true;
    };

    const now = clock();
    const visited = await visitDue('undelivered', asDue(now), ({ dueSince }) =>
      noteDue(Date.parse(dueSince) + graceMs),
    );
    const longQuarantined = new Date(now - settings.quarantineMs).toISOString();
    const complete =
      visited && (!isQuarantineMinute(now) || (await visitDue('quarantined', longQuarantined, () => {})));
    return { ...countReports(reports), complete };
  };
};
