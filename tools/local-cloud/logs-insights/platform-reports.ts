import type { RecordedInvocation } from '../journal/invocation-journal.ts';
import { logGroupName } from '../lambda/log-stream-name.ts';
import type { QueriedLine } from './log-fields.ts';

type Status = Readonly<Record<'status', string>> & { readonly errorType?: string };

const statusOf = ({ outcome }: NonNullable<RecordedInvocation['ended']>): Status => {
  if (outcome.status === 'timed-out') return { status: 'timeout', errorType: 'Sandbox.Timedout' };
  if (outcome.status === 'failed') return { status: 'error', errorType: outcome.error.errorType };
  return { status: 'success' };
};

/**
 * The lines that Lambda itself prints about invocations that have ended, without those that it refused. The local run
 * measures no memory, and the start of an environment is a part of the duration.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report
 */
export const platformReports = (invocations: readonly RecordedInvocation[]): QueriedLine[] =>
  invocations.flatMap(({ functionName, traceId, at, ended }) => {
    if (!ended || ended.outcome.status === 'throttled') return [];
    const durationMs = ended.at - at;
    return {
      timestamp: ended.at,
      logGroup: logGroupName(functionName),
      message: JSON.stringify({
        time: new Date(ended.at).toISOString(),
        type: 'platform.report',
        record: {
          metrics: { durationMs, ...(ended.coldStart && { initDurationMs: durationMs }) },
          tracing: { value: `Root=${traceId}` },
          ...statusOf(ended),
        },
      }),
    };
  });
