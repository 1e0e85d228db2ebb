import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import type { Context } from 'aws-lambda';
import type { LogLevel } from '../../contract/service.ts';
import type { LogEvent } from './log-events.ts';
import { sanitize } from './log-sanitizer.ts';

/** Keys that a request binds to each of its log lines. */
export interface RequestLogKeys {
  readonly correlationId?: string;
  readonly userId?: string;
  readonly orderId?: string;
}

/** Facts of one line. Its keys must not be Powertools' own. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Logs catalogued events with the context of the current request. */
export interface ContextLogger {
  /** Begins an invocation: its lines carry the function, the request and whether it is a cold start. */
  begin(context: Context): void;
  bind(keys: RequestLogKeys): void;
  /** Ends the invocation: nothing that was bound stays. */
  end(): void;
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
}

/** Lines with Powertools' standard keys, and everything that the caller adds made safe to log. */
export class SafeLogFormatter extends LogFormatter {
  override formatAttributes(attributes: UnformattedAttributes, additional: LogAttributes): LogItem {
    const { lambdaContext } = attributes;
    return new LogItem({
      attributes: {
        level: attributes.logLevel,
        message: attributes.message,
        timestamp: attributes.timestamp.toISOString(),
        service: attributes.serviceName,
        function_name: lambdaContext?.functionName,
        function_request_id: lambdaContext?.awsRequestId,
        cold_start: lambdaContext?.coldStart,
        xray_trace_id: attributes.xRayTraceId,
        ...(sanitize(additional) as LogAttributes),
      },
    });
  }
}

/** A logger that prints JSON lines by Powertools Logger. */
export const createContextLogger = (service: string, level: LogLevel): ContextLogger => {
  const logger = new Logger({ serviceName: service, logLevel: level, logFormatter: new SafeLogFormatter() });
  const line = ({ code, message }: LogEvent, fields: LogFields | undefined) => ({
    message,
    logCode: code,
    ...fields,
  });
  return {
    begin: (context) => {
      // An invocation that its deadline cut short may still bind keys: they must not reach the next invocation.
      logger.resetKeys();
      logger.addContext(context);
    },
    bind: (keys) => logger.appendKeys({ ...keys }),
    end: () => logger.resetKeys(),
    info: (event, fields) => logger.info(line(event, fields)),
    warn: (event, fields) => logger.warn(line(event, fields)),
    error: (event, fields) => logger.error(line(event, fields)),
  };
};
