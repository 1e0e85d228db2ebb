import { CommandError } from '../../command-line/command-error.ts';
import type { Consumer, ConsumerContext } from '../consumers/consumer.ts';
import { createInvokeConsumer } from '../consumers/invoke-consumer.ts';
import type { StreamTrigger } from '../deployment.ts';
import { compileEventPattern } from '../event-patterns/event-pattern.ts';
import { EventPatternError } from '../event-patterns/event-pattern-error.ts';
import { deliverBatch } from './deliver-batch.ts';
import type { StreamRecord } from './stream-api.ts';
import { createStreamConsumer } from './stream-consumer.ts';
import { streamEvent } from './stream-event.ts';

const compileFilters = (functionName: string, filters: StreamTrigger['filters']) => {
  try {
    const matchers = filters.map(compileEventPattern);
    return (record: StreamRecord) => matchers.length === 0 || matchers.some((matches) => matches(record));
  } catch (error) {
    if (!(error instanceof EventPatternError)) throw error;
    throw new CommandError(`A stream filter of ${functionName} cannot run locally: ${error.message}.`);
  }
};

/**
 * Has a function work on the stream of a table, as its trigger says.
 * @throws {CommandError} for a filter that the local cloud does not understand.
 */
export const connectStream = (
  functionName: string,
  { table, batchSize, batchWindowSeconds, retryAttempts, maxRecordAgeSeconds, filters }: StreamTrigger,
  context: ConsumerContext,
): Consumer => {
  const { resources, lambda, streamApi, checkpoints, failures, pace, onStreamRead, now, print } = context;
  const consumer = createStreamConsumer({
    api: streamApi,
    tableName: resources[table],
    checkpoints,
    batchSize,
    batchWindowMs: batchWindowSeconds * 1_000 * pace.batchWindows,
    wants: compileFilters(functionName, filters),
    pollMs: pace.streamPollMs,
    now,
    print,
    deliver(streamArn, batch, signal) {
      const invoke = createInvokeConsumer(lambda.invoke, functionName, signal);
      return deliverBatch(batch, {
        invoke(records) {
          const last = records.at(-1)?.dynamodb.ApproximateCreationDateTime;
          if (last !== undefined) onStreamRead?.(functionName, now() - last * 1_000);
          return invoke(streamEvent(streamArn, records));
        },
        retryAttempts,
        maxRecordAgeMs: maxRecordAgeSeconds * 1_000,
        retryMs: pace.streamRetryMs,
        now,
        giveUp: (records, condition, reason) =>
          failures.record({
            functionName,
            source: 'stream',
            condition,
            reason,
            event: streamEvent(streamArn, records),
          }),
        signal,
      });
    },
  });
  context.tableWrites.follow(resources[table], consumer.tableWritten);
  return consumer;
};
