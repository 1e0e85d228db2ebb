import type { RecordedInvocation } from '../journal/invocation-journal.ts';
import type { RecordedRequest } from '../journal/request-journal.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { QueueSet } from '../queues/queue-set.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { createMeasurementStore, type MeasuredSeries } from './measurement-store.ts';

/** Metrics of the local run as CloudWatch has them of a stage: those of log lines, and those of the platform. */
export interface Measurements {
  requestEnded(request: Pick<RecordedRequest, 'at' | 'ms' | 'status'>): void;
  invocationEnded(invocation: RecordedInvocation): void;
  /** Takes the metrics out of the lines from now on. */
  follow(logs: Pick<LogStore, 'subscribe'>): void;
  /** The metrics with the present number of dead letters. */
  read(queues: QueueSet): readonly MeasuredSeries[];
}

export const createMeasurements = (now: () => number): Measurements => {
  const store = createMeasurementStore();
  return {
    requestEnded({ at, ms, status }) {
      const record = (name: string, value: number) =>
        store.record({ namespace: 'AWS/ApiGateway', name, dimensions: {} }, [value], at + ms);
      record('Count', 1);
      record('4xx', Number(status >= 400 && status < 500));
      record('5xx', Number(status >= 500));
      record('Latency', ms);
    },
    invocationEnded({ functionName, at, ended }) {
      if (!ended) return;
      const { status } = ended.outcome;
      const record = (name: string, value: number) =>
        store.record(
          { namespace: 'AWS/Lambda', name, dimensions: { FunctionName: functionName } },
          [value],
          ended.at,
        );
      record('Throttles', Number(status === 'throttled'));
      if (status === 'throttled') return;
      record('Invocations', 1);
      record('Errors', Number(status !== 'succeeded'));
      record('Duration', ended.at - at);
    },
    follow(logs) {
      logs.subscribe(({ logEvents }) => {
        for (const { timestamp, message } of logEvents) {
          for (const { values, ...metric } of embeddedMetrics(message))
            store.record(metric, values, timestamp);
        }
      });
    },
    read(queues) {
      for (const [name, queue] of queues) {
        const metric = { namespace: 'AWS/SQS', name: 'ApproximateNumberOfMessagesVisible' };
        const { deadLetters } = queue.snapshot();
        store.record({ ...metric, dimensions: { QueueName: `${name}-dlq` } }, [deadLetters.length], now());
      }
      return store.list();
    },
  };
};
