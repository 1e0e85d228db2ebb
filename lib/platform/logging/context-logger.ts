import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import type { LogLevel } from '../../contract/log-levels.ts';
import type { LogEvent } from './log-events.ts';
import { SafeLogFormatter } from './log-formatter.ts';

/** What a request binds to every line that is logged while it runs. */
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
      // What an invocation binds after its end, when its deadline cut it short, is not the next one's.
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
