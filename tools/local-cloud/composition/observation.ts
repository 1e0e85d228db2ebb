import { createLiveFeed, type LiveFeed } from '../console/live-feed.ts';
import { createUsageCounts, type UsageCounts } from '../console/usage-counts.ts';
import { createInvocationJournal, type InvocationJournal } from '../journal/invocation-journal.ts';
import { createRequestJournal, type RequestJournal } from '../journal/request-journal.ts';
import { createLogStore, type LogStore } from '../logs/log-store.ts';
import { createMeasurements, type Measurements } from '../measurements/measure.ts';

/** Everything that the local cloud records about the service while it runs. */
export interface Observation {
  readonly logs: LogStore;
  readonly requests: RequestJournal;
  readonly invocations: InvocationJournal;
  readonly measurements: Measurements;
  /** Numbers of the map. */
  readonly usage: UsageCounts;
  /** Tells open pages what has changed. */
  readonly feed: LiveFeed;
}

/** @param now milliseconds since 1970. */
export const createObservation = (now: () => number): Observation => {
  const feed = createLiveFeed();
  const logs = createLogStore(now);
  const measurements = createMeasurements(now);
  const usage = createUsageCounts();
  measurements.follow(logs);
  return {
    feed,
    logs,
    measurements,
    usage,
    requests: createRequestJournal({
      now,
      onEnd: (request) => {
        measurements.requestEnded(request);
        usage.request(request);
        feed.announce('requests');
      },
    }),
    invocations: createInvocationJournal({
      now,
      onEnd: (invocation) => {
        measurements.invocationEnded(invocation);
        feed.announce('invocations');
      },
    }),
  };
};
