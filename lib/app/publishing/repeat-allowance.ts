import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { EventOutbox, OrderOutbox } from '../ports/event-outbox.ts';
import { outstanding } from './publication-plan.ts';

export interface RepeatAllowanceOptions {
  readonly outbox: Pick<EventOutbox, 'load'>;
  readonly clock: Clock;
  /** How long an event may take to be delivered, in milliseconds. */
  readonly patienceMs: number;
}

/** Limits how many orders' events are published again while nothing shows that events are delivered. */
export interface RepeatAllowance {
  /** Looks for receipts of what was published again in earlier runs. Called at the beginning of a run. */
  beginRun(options: CallOptions): Promise<void>;
  /** Whether the outstanding events of an order may be published again; the same answer throughout a run. */
  grants(order: OrderOutbox): boolean;
}

/** Orders in the first run, and after long success. */
const firstAllowance = 25;
const greatestAllowance = 10_000;

/** Growth with a receipt, and shrinkage without one: futile repeats stay few at any backlog. */
const growth = 4;
const shrinkage = 5;

/** Greatest delay between two runs in vain, as a power of two of the patience. */
const maxDoublings = 2;

/**
 * While repeating is in vain, an order that was published more often makes way for the others, if there were any in
 * this time (milliseconds): every order is visited in it.
 */
const fewPublishes = 3;
const othersLastMs = 1_200_000;

/** Repeated events whose receipts are looked for; one receipt is enough. */
const sampleSize = 5;

interface Sample {
  readonly orderId: string;
  readonly orderVersion: number;
}

/**
 * Tells lost events from a consumer that is down: in an outage nothing that is published again is received, and its
 * queue holds all events anyway. The state is one environment's own; another one begins with the first allowance.
 */
export const createRepeatAllowance = ({
  outbox,
  clock,
  patienceMs,
}: RepeatAllowanceOptions): RepeatAllowance => {
  let allowance = firstAllowance;
  let inVain = 0;
  let repeatedAt = 0;
  let left = allowance;
  let samples: readonly Sample[] = [];
  let granted = new Set<string>();
  /** The overdue order with few publications that was visited last. */
  let fresh = { orderId: '', at: Number.NEGATIVE_INFINITY };

  const isReceived = async ({ orderId, orderVersion }: Sample, options: CallOptions): Promise<boolean> => {
    try {
      const { versions } = await outbox.load(orderId, options);
      return versions.find((version) => version.orderVersion === orderVersion)?.delivery === 'received';
    } catch {
      // The visit of the order reports it.
      return false;
    }
  };

  return {
    async beginRun(options) {
      granted = new Set();
      if (samples.length === 0) return;
      const received = await Promise.all(samples.map((sample) => isReceived(sample, options)));
      if (received.includes(true)) {
        allowance = Math.min(greatestAllowance, allowance * growth);
        inVain = 0;
        samples = [];
        left = allowance;
        return;
      }
      if (clock() < repeatedAt + patienceMs * 2 ** Math.min(inVain, maxDoublings)) return;
      inVain += 1;
      allowance = Math.max(1, Math.floor(allowance / shrinkage));
      left = allowance;
    },

    grants(order) {
      const { orderId } = order;
      if (granted.has(orderId)) return true;
      const [oldest] = outstanding(order);
      if (order.cursor.publishes <= fewPublishes) fresh = { orderId, at: clock() };
      const makesWay = fresh.orderId !== orderId && clock() < fresh.at + othersLastMs;
      if (inVain > 0 && makesWay) return false;
      if (!oldest || left === 0) return false;
      left -= 1;
      granted.add(orderId);
      repeatedAt = clock();
      samples = [{ orderId, orderVersion: oldest.orderVersion }, ...samples].slice(0, sampleSize);
      return true;
    },
  };
};
