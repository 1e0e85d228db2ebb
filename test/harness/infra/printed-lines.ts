import { errorMapper } from '../../../lib/middleware/api/error-mapper.ts';
import { createContextLogger, type LogFields } from '../../../lib/platform/logging/context-logger.ts';
import { lineWithMetrics } from '../../../lib/platform/logging/line-metrics.ts';
import { type LogEvent, logEvents } from '../../../lib/platform/logging/log-events.ts';
import { aLambdaContext } from '../../builders/a-lambda-context.ts';
import { anApiEvent } from '../../builders/an-api-event.ts';
import { anInvocation } from '../../builders/an-invocation.ts';
import { createRecordingMetrics } from '../../doubles/recording-metrics.ts';

/** Fields bound to each line of a request. */
const bound = { correlationId: 'correlation-1', userId: 'alice', orderId: 'ord_01J9ZQ3W8E8F8F8F8F8F8F8F8F' };

/** The text of a line as a deployed function prints it. */
export const printed = (
  functionId: string,
  level: 'INFO' | 'WARN' | 'ERROR',
  event: LogEvent,
  fields: LogFields = {},
): string => {
  let line = '';
  const stream = { write: (text: string) => (line = text) };
  const logger = createContextLogger('order-service', 'INFO', { stdout: stream, stderr: stream });
  logger.begin(aLambdaContext({ functionName: `order-service-prod-${functionId}` }));
  logger.bind(bound);
  logger[level.toLowerCase() as Lowercase<typeof level>](event, fields);
  return line.trimEnd();
};

/** Output of a function about a request for which this was thrown: its log line, and its last line with the metrics. */
export const printedAbout = (functionId: string, thrown: unknown): string[] => {
  const lines: string[] = [];
  const logger = {
    warn: (event: LogEvent, fields?: LogFields) => lines.push(printed(functionId, 'WARN', event, fields)),
    error: (event: LogEvent, fields?: LogFields) => lines.push(printed(functionId, 'ERROR', event, fields)),
  };
  const invocation = anInvocation(anApiEvent('pay-order'), { error: thrown as Error });
  const metrics = createRecordingMetrics();
  errorMapper({ logger, metrics, now: () => 0, newCorrelationId: () => 'generated' }).onError?.(invocation);
  const ended = printed(functionId, 'INFO', logEvents.requestCompleted);
  const dimensions = { service: 'order-service', code: String(invocation.internal.errorCode) };
  return [...lines, lineWithMetrics(JSON.parse(ended), { dimensions, text: ',"_aws":{}' })];
};
