import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import type { Context } from 'aws-lambda';
import type { CodeCacheState, LogLevel } from '../../contract/service.ts';
import { type LineMetrics, lineWithMetrics } from './line-metrics.ts';
import type { LogEvent } from './log-events.ts';
import { sanitize } from './log-sanitizer.ts';

/** Keys that a request binds to each of its log lines. */
export interface RequestLogKeys {
  readonly correlationId?: string;
  /** Id of the trace that the request belongs to, by W3C Trace Context. */
  readonly traceId?: string;
  readonly userId?: string;
  readonly orderId?: string;
}

/** Keys of every line, which no field may have. */
type StandardKey =
  | 'level'
  | 'message'
  | 'timestamp'
  | 'service'
  | 'function_name'
  | 'function_request_id'
  | 'cold_start'
  | 'code_cache'
  | 'xray_trace_id';

/** Facts of one line. */
export type LogFields = Readonly<Record<string, unknown>> & { readonly [K in StandardKey]?: never };

/** Logs catalogued events with the context of the current request. */
export interface ContextLogger {
  /** Begins an invocation: its lines carry the function, the request and whether it is a cold start. */
  begin(context: Context): void;
  bind(keys: RequestLogKeys): void;
  /**
   * Ends the invocation: prints its last line, and nothing that was bound stays.
   * @param metrics are printed at every level: in the last line, and what does not fit there in lines of its own.
   * @param event says how the invocation ended, unless another line does.
   */
  end(metrics: readonly LineMetrics[], event?: LogEvent, fields?: LogFields): void;
  debug(event: LogEvent, fields?: LogFields): void;
  info(event: LogEvent, fields?: LogFields): void;
  warn(event: LogEvent, fields?: LogFields): void;
  error(event: LogEvent, fields?: LogFields): void;
}

/** Streams of the process; each writes one text at once. */
export interface LogStreams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Powertools' thresholds of the levels. */
const severities = { DEBUG: 8, INFO: 12, WARN: 16, ERROR: 20 } as const;
type Severity = keyof typeof severities;

export interface EnvironmentFacts {
  /** State of the function's compiled code; the lines of a cold start have it. */
  readonly codeCache?: CodeCacheState | undefined;
  /** Whether X-Ray traces the function actively. Otherwise the trace id of an invocation leads to nothing, and no line has it. */
  readonly isTraced?: boolean;
}

/** Powertools' standard keys that all lines of an invocation share. */
class InvocationKeys extends LogFormatter {
  readonly #facts: EnvironmentFacts;

  constructor(facts: EnvironmentFacts) {
    super();
    this.#facts = facts;
  }

  override formatAttributes({ serviceName, lambdaContext, xRayTraceId }: UnformattedAttributes): LogItem {
    return new LogItem({
      attributes: {
        service: serviceName,
        function_name: lambdaContext?.functionName,
        function_request_id: lambdaContext?.awsRequestId,
        cold_start: lambdaContext?.coldStart,
        code_cache: lambdaContext?.coldStart ? this.#facts.codeCache : undefined,
        xray_trace_id: this.#facts.isTraced ? xRayTraceId : undefined,
      },
    });
  }
}

/** Powertools Logger, which formats the standard keys of an invocation once instead of for every line. */
class InvocationLogger extends Logger {
  /** The members of all lines of this invocation. */
  standardMembers(): object {
    const item = this.createAndPopulateLogItem(severities.INFO, '', []);
    item.prepareForPrint();
    return item.getAttributes();
  }
}

/** The same fields made safe to log, without those that are empty, as Powertools leaves them out. */
const safeFields = (fields: Readonly<Record<string, unknown>>): object => {
  const safe = sanitize(fields) as Record<string, unknown>;
  for (const key in safe) if (safe[key] === '' || safe[key] === null) delete safe[key];
  return safe;
};

/**
 * A logger that prints JSON lines with the standard keys, level and sampling of Powertools Logger.
 * @param streams lines of the levels WARN and ERROR go to `stderr`, others to `stdout`.
 */
export const createContextLogger = (
  service: string,
  level: LogLevel,
  streams: LogStreams = process,
  facts: EnvironmentFacts = {},
): ContextLogger => {
  const logger = new InvocationLogger({
    serviceName: service,
    logLevel: level,
    logFormatter: new InvocationKeys(facts),
  });
  let bound: RequestLogKeys = {};
  let standardMembers: object | undefined;

  const membersOf = (level: Severity, { code, message }: LogEvent, fields: LogFields): object => {
    standardMembers ??= logger.standardMembers();
    const opening = { level, message, timestamp: new Date().toISOString() };
    return { ...opening, ...standardMembers, ...safeFields({ ...bound, logCode: code, ...fields }) };
  };

  const print = (severity: Severity, event: LogEvent, fields: LogFields = {}) => {
    if (severities[severity] < logger.level) return;
    const stream = severities[severity] < severities.WARN ? streams.stdout : streams.stderr;
    stream.write(`${JSON.stringify(membersOf(severity, event, fields))}\n`);
  };

  const printLast = (metrics: readonly LineMetrics[], event: LogEvent | undefined, fields: LogFields) => {
    const isPrinted = event !== undefined && severities.INFO >= logger.level;
    const [first, ...others] = metrics;
    if (first === undefined) {
      if (isPrinted) print('INFO', event, fields);
      return;
    }
    const { correlationId } = bound;
    const request = correlationId === undefined ? {} : { correlationId };
    const members = isPrinted ? membersOf('INFO', event, fields) : request;
    streams.stdout.write(`${lineWithMetrics(members, first)}\n`);
    for (const other of others) streams.stdout.write(`${lineWithMetrics(request, other)}\n`);
  };

  return {
    begin: (context) => {
      logger.addContext(context);
      standardMembers = undefined;
      // An invocation that its deadline cut short may still bind keys: they must not reach the next invocation.
      bound = {};
    },
    bind: (keys) => {
      bound = { ...bound, ...keys };
    },
    end: (metrics, event, fields = {}) => {
      printLast(metrics, event, fields);
      bound = {};
    },
    debug: (event, fields) => print('DEBUG', event, fields),
    info: (event, fields) => print('INFO', event, fields),
    warn: (event, fields) => print('WARN', event, fields),
    error: (event, fields) => print('ERROR', event, fields),
  };
};
