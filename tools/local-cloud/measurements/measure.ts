import type { FailedDelivery } from '../consumers/failed-deliveries.ts';
import type { Deployment } from '../deployment.ts';
import type { DatabaseCall, RecordedInvocation } from '../journal/invocation-journal.ts';
import type { RecordedRequest } from '../journal/request-journal.ts';
import { accessLogGroup } from '../logs/connect-logs.ts';
import { compileFilterPattern, type LineFilter } from '../logs/filter-pattern.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { QueueSet } from '../queues/queue-set.ts';
import { databaseMetrics } from './database-metrics.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { createMeasurementStore, type MeasuredSeries } from './measurement-store.ts';

/** Metrics of the local run as CloudWatch has them of a stage: those of log lines, and those of the platform. */
export interface Measurements {
  requestEnded(request: Pick<RecordedRequest, 'at' | 'ms' | 'status'>): void;
  invocationEnded(invocation: RecordedInvocation): void;
  databaseCalled(call: DatabaseCall): void;
  /** A function gets a batch of a stream. @param ageMs of its last record. */
  streamRead(functionName: string, ageMs: number): void;
  /** A batch is given up after all of its tries. */
  batchGivenUp(batch: Pick<FailedDelivery, 'functionName' | 'source'>): void;
  /** Takes the metrics out of the lines from now on. */
  follow(logs: Pick<LogStore, 'subscribe'>): void;
  /** The metrics with the present numbers of dead letters. @param undelivered events by the rules of the bus. */
  read(queues: QueueSet, undelivered: ReadonlyMap<string, readonly string[]>): readonly MeasuredSeries[];
}

/**
 * @param now milliseconds since 1970.
 * @param accessLogMetrics counted from lines of the access log.
 * @throws {CommandError} for a filter pattern that the local cloud does not understand.
 */
export const createMeasurements = (
  now: () => number,
  accessLogMetrics: Deployment['accessLogMetrics'] = { namespace: '', patterns: {} },
): Measurements => {
  const store = createMeasurementStore();
  const filters = Object.entries(accessLogMetrics.patterns).map(([name, pattern]): [string, LineFilter] => [
    name,
    compileFilterPattern(pattern),
  ]);
  const ofFunction = (functionName: string, name: string, value: number, at = now()) =>
    store.record({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: functionName } }, [value], at);

  const followAccess = (timestamp: number, message: string) => {
    for (const [name, matches] of filters) {
      if (matches(message))
        store.record({ namespace: accessLogMetrics.namespace, name, dimensions: {} }, [1], timestamp);
    }
  };
  const followFunction = (logGroup: string, timestamp: number, message: string) => {
    const found = embeddedMetrics(message);
    if (typeof found === 'string') {
      const metric = { namespace: 'AWS/Logs', name: found, dimensions: { LogGroupName: logGroup } };
      return store.record(metric, [1], timestamp);
    }
    for (const { namespace, name, dimensions, values } of found)
      store.record({ namespace, name, dimensions }, values, timestamp);
  };

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
      const record = (name: string, value: number) => ofFunction(functionName, name, value, ended.at);
      record('Throttles', Number(status === 'throttled'));
      if (status === 'throttled') return;
      record('Invocations', 1);
      record('Errors', Number(status !== 'succeeded'));
      record('Duration', ended.at - at);
    },
    databaseCalled(call) {
      for (const { value, ...metric } of databaseMetrics(call))
        store.record(metric, [value], call.at + call.ms);
    },
    streamRead: (functionName, ageMs) => ofFunction(functionName, 'IteratorAge', ageMs),
    batchGivenUp({ functionName, source }) {
      if (source === 'logs') ofFunction(functionName, 'AsyncEventsDropped', 1);
    },
    follow(logs) {
      logs.subscribe(({ logGroup, logEvents }) => {
        for (const { timestamp, message } of logEvents) {
          if (logGroup === accessLogGroup) followAccess(timestamp, message);
          else followFunction(logGroup, timestamp, message);
        }
      });
    },
    read(queues, undelivered) {
      const visible = (QueueName: string, count: number) => {
        const metric = { namespace: 'AWS/SQS', name: 'ApproximateNumberOfMessagesVisible' };
        store.record({ ...metric, dimensions: { QueueName } }, [count], now());
      };
      for (const [name, queue] of queues) visible(`${name}-dlq`, queue.snapshot().deadLetters.length);
      for (const [rule, letters] of undelivered) visible(`${rule}-rule-dlq`, letters.length);
      return store.list();
    },
  };
};
