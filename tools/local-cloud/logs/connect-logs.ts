import type { Consumer, ConsumerContext } from '../consumers/consumer.ts';
import { createInvokeConsumer } from '../consumers/invoke-consumer.ts';
import type { LogsTrigger } from '../deployment.ts';
import { compileFilterPattern } from './filter-pattern.ts';
import { createLogSubscription } from './log-subscription.ts';

/** More would not make one machine quicker; while it works, lines gather into larger batches. */
const maxConcurrency = 2;

/**
 * Hands a function the lines of all others that match, as its trigger says.
 * @throws {CommandError} for a pattern that the local cloud does not understand.
 */
export const connectLogs = (
  functionName: string,
  { filterPattern, reservedConcurrency }: LogsTrigger,
  { lambda, logs, failures, faults, pace, now }: ConsumerContext,
): Consumer =>
  createLogSubscription({
    functionName,
    logs,
    wants: compileFilterPattern(filterPattern),
    invoke: createInvokeConsumer(lambda.invoke, functionName, new AbortController().signal),
    failures,
    faults,
    collectMs: pace.logCollectMs,
    retryMs: pace.logRetryMs,
    concurrency: Math.min(reservedConcurrency, maxConcurrency),
    now,
  });
