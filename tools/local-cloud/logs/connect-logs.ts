import type { Consumer, ConsumerContext } from '../consumers/consumer.ts';
import { createInvokeConsumer } from '../consumers/invoke-consumer.ts';
import type { LogsTrigger } from '../deployment.ts';
import { logGroupName } from '../lambda/log-stream-name.ts';
import { compileFilterPattern } from './filter-pattern.ts';
import { createLogSubscription } from './log-subscription.ts';

/** Log group of the gateway. */
export const accessLogGroup = '/aws/vendedlogs/access';

/** More would not make one machine quicker; while it works, lines gather into larger batches. */
const maxConcurrency = 2;

/**
 * Hands a function the lines of its source that match, as its trigger says. What it prints itself is not among them.
 * @throws {CommandError} for a pattern that the local cloud does not understand.
 */
export const connectLogs = (
  functionName: string,
  { source, filterPattern, reservedConcurrency }: LogsTrigger,
  { lambda, logs, failures, faults, pace, now }: ConsumerContext,
): Consumer =>
  createLogSubscription({
    functionName,
    reads:
      source === 'access-log'
        ? (logGroup) => logGroup === accessLogGroup
        : (logGroup) => logGroup !== accessLogGroup && logGroup !== logGroupName(functionName),
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
