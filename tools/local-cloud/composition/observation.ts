import { createChangedIds } from '../console/changed-ids.ts';
import { errorLevel } from '../console/errors-view.ts';
import { createLiveFeed, type LiveFeed } from '../console/live-feed.ts';
import { createUsageCounts, type UsageCounts } from '../console/usage-counts.ts';
import type { Deployment } from '../deployment.ts';
import type { OnDatabaseCall } from '../dynamodb/database-proxy.ts';
import type { DeliveredEvent } from '../event-bus/delivered-event.ts';
import { createInvocationJournal, type InvocationJournal } from '../journal/invocation-journal.ts';
import type { OnPaymentCall } from '../journal/payment-call.ts';
import { createRequestJournal, type RequestJournal } from '../journal/request-journal.ts';
import { createRing } from '../journal/ring.ts';
import { createLogStore, type LogStore, type StoredLine } from '../logs/log-store.ts';
import { createMeasurements, type Measurements } from '../measurements/measure.ts';

/** Everything that the local cloud records about the service while it runs. */
export interface Observation {
  readonly logs: LogStore;
  /** The newest lines of errors, oldest first: a search for them in all lines takes long. */
  errorLines(): readonly StoredLine[];
  readonly requests: RequestJournal;
  readonly invocations: InvocationJournal;
  readonly measurements: Measurements;
  /** Numbers of the map. */
  readonly usage: UsageCounts;
  readonly databaseCalled: OnDatabaseCall;
  readonly paymentsCalled: OnPaymentCall;
  eventAccepted(event: DeliveredEvent): void;
  /** A message is a dead letter now. */
  letterBuried(body: string): void;
  /** Faults are switched on or off. */
  faultsChanged(): void;
  /** Tells open pages what has changed. */
  readonly feed: LiveFeed;
}

const keptErrorLines = 1_000;

/**
 * @param now milliseconds since 1970.
 * @throws {CommandError} for a metric of the access log that the local cloud cannot count.
 */
export const createObservation = (
  now: () => number,
  { accessLogMetrics, console: definition }: Pick<Deployment, 'accessLogMetrics' | 'console'>,
): Observation => {
  const feed = createLiveFeed();
  const ids = createChangedIds(definition);
  const logs = createLogStore(now);
  const measurements = createMeasurements(now, accessLogMetrics);
  const usage = createUsageCounts();
  measurements.follow(logs);
  const errorLines = createRing<StoredLine>(keptErrorLines);
  logs.subscribe(({ logGroup, logStream, logEvents }) => {
    const errors = logEvents.filter(({ message }) => message.includes(errorLevel));
    for (const event of errors) errorLines.add({ logGroup, logStream, ...event });
    if (errors.length > 0) feed.announce('errors');
  });
  const invocations = createInvocationJournal({
    now,
    onEnd: (invocation) => {
      measurements.invocationEnded(invocation);
      feed.announce('invocations', () => ids.inText(invocation.event));
      if (invocation.ended?.outcome.status !== 'succeeded') feed.announce('errors');
    },
  });
  return {
    databaseCalled(traceHeader, call) {
      usage.call(call);
      measurements.databaseCalled(call);
      invocations.addCall(traceHeader, call);
    },
    paymentsCalled(traceHeader, call) {
      usage.payment(call);
      invocations.addPayment(traceHeader, call);
    },
    eventAccepted(event) {
      usage.event();
      feed.announce('events', () => ids.inText(JSON.stringify(event.detail)));
    },
    letterBuried: (body) => feed.announce('events', () => ids.inText(body)),
    faultsChanged: () => feed.announce('faults'),
    feed,
    logs,
    errorLines: errorLines.entries,
    measurements,
    usage,
    requests: createRequestJournal({
      now,
      onEnd: (request) => {
        measurements.requestEnded(request);
        usage.request(request);
        feed.announce('requests', () => ids.ofRequest(request));
      },
    }),
    invocations,
  };
};
