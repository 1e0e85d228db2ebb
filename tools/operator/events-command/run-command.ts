import type { EventHistory, EventOutbox } from '../../../lib/app/ports/event-outbox.ts';
import type { EventPublisher } from '../../../lib/app/ports/event-publisher.ts';
import type { PublishingTelemetry } from '../../../lib/app/ports/telemetry.ts';
import { listStuck } from '../../../lib/app/publishing/list-stuck.ts';
import { publishingDefaults } from '../../../lib/app/publishing/publication-plan.ts';
import { replayEvents } from '../../../lib/app/publishing/replay-events.ts';
import { slos } from '../../../lib/contract/slos.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../../../lib/platform/resilience/scheduler.ts';
import type { Operator } from '../operator-command/operator.ts';
import type { EventsCommand } from './command-line.ts';
import { replayOrder } from './replay-order.ts';
import { replaySince } from './replay-since.ts';
import { stuckTable } from './stuck-table.ts';

/** The ports that the commands use. */
export interface EventPorts {
  readonly outbox: EventOutbox;
  readonly history: EventHistory;
  readonly publisher: EventPublisher;
}

/** Milliseconds after which an undelivered event counts as stuck. */
const graceMs = 15_000;

const telemetryFor = ({ report }: Operator): PublishingTelemetry => ({
  eventAccepted: () => {},
  eventPublished: () => {},
  freshnessJudged: () => {},
  eventFailed: ({ eventId, code }) => report(`${eventId}: not accepted, ${code}`),
  orderQuarantined: ({ orderId }) => report(`${orderId}: quarantined again`),
  orderFailed: (orderId, reason) =>
    report(`${orderId}: ${reason instanceof Error ? reason.message : reason}`),
});

const showStuck = async ({ outbox }: EventPorts, limit: number, operator: Operator, options: CallOptions) => {
  const { now, print } = operator;
  const orders = await listStuck({ outbox, clock: now, graceMs })(limit, options);
  print(orders.length === 0 ? 'No order is stuck.' : stuckTable(orders, now()));
  if (orders.length === limit) operator.report(`Reached the limit of ${limit}; there may be more orders.`);
  return 0;
};

/**
 * Runs a command.
 * @returns the exit code.
 */
export const runEventsCommand = async (
  command: EventsCommand,
  ports: EventPorts,
  operator: Operator,
  options: CallOptions,
): Promise<number> => {
  if (command.kind === 'list-stuck') return showStuck(ports, command.limit, operator, options);
  const freshnessDeadlineMs = slos['event-freshness'].indicator.deadlineMs;
  const replay = replayEvents({
    ...ports,
    telemetry: telemetryFor(operator),
    clock: operator.now,
    retryOnConflict: createRetryOnConflict({ scheduler: systemScheduler, random: Math.random }),
    settings: { ...publishingDefaults, freshnessDeadlineMs },
  });
  return command.kind === 'replay-order'
    ? replayOrder(command, replay, operator, options)
    : replaySince(command, { replay, history: ports.history }, operator, options);
};
