import { logGroupName } from '../lambda/log-stream-name.ts';
import type { LogItem } from './format-log-line.ts';
import type { LogStore, StoredLine } from './log-store.ts';
import { withoutMetrics } from './without-metrics.ts';

export const queriedLevels = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

export interface LogQuery {
  readonly correlationId?: string | undefined;
  readonly functionName?: string | undefined;
  /** Lines that name the order, and all lines of the requests that named it. */
  readonly orderId?: string | undefined;
  /** The least level. Lines without a level, such as metrics, are left out then. */
  readonly level?: (typeof queriedLevels)[number] | undefined;
  /** A code of log lines, or of an error. */
  readonly code?: string | undefined;
  /** Leaves out lines of these functions below the level WARN. */
  readonly withoutRoutine?: ((functionName: string) => boolean) | undefined;
  /** Leaves out lines without a message, such as those of the access log, and the metrics in other lines. */
  readonly withoutMetrics?: boolean | undefined;
  /** Only lines after so many appended ones; all lines, when fewer were appended. */
  readonly after?: number | undefined;
  /** How many of the newest matching lines. */
  readonly limit: number;
}

const parse = (message: string): LogItem => {
  try {
    const value: unknown = JSON.parse(message);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as LogItem;
  } catch {
    // Not every line is JSON.
  }
  return { message };
};

const functionGroup = logGroupName('');

/** A log line as an object with the name of its function; a line that is no JSON object becomes `{"message": line}`. */
export const itemOf = ({
  logGroup,
  timestamp,
  message,
}: Pick<StoredLine, 'logGroup' | 'timestamp' | 'message'>): LogItem => ({
  timestamp: new Date(timestamp).toISOString(),
  ...(logGroup.startsWith(functionGroup) && { function_name: logGroup.slice(functionGroup.length) }),
  ...parse(message),
});

const rank = (level: unknown) => (queriedLevels as readonly unknown[]).indexOf(level);

/** The correlation ids of the lines that name the order. */
const requestsAbout = (lines: readonly StoredLine[], orderId: string): ReadonlySet<unknown> =>
  new Set(
    lines
      .filter(({ message }) => message.includes(orderId))
      .map(({ message }) => parse(message)['correlationId'])
      .filter((id) => id !== undefined),
  );

/** Log lines as objects, oldest first. */
export const queryLogs = (
  store: Pick<LogStore, 'lines' | 'appended'>,
  {
    correlationId,
    functionName,
    orderId,
    level,
    code,
    withoutRoutine,
    withoutMetrics: isWithoutMetrics,
    after,
    limit,
  }: LogQuery,
): LogItem[] => {
  const lines = store.lines();
  const isEarlierRun = after !== undefined && after > store.appended();
  const fresh = after === undefined || isEarlierRun ? lines.length : store.appended() - after;
  const group = functionName && logGroupName(functionName);
  const related = orderId === undefined ? undefined : requestsAbout(lines, orderId);
  const wanted = (item: LogItem, message: string): boolean => {
    if (correlationId !== undefined && item['correlationId'] !== correlationId) return false;
    if (orderId !== undefined && !message.includes(orderId) && !related?.has(item['correlationId']))
      return false;
    if (level !== undefined && rank(item['level']) < rank(level)) return false;
    if (code !== undefined && item['logCode'] !== code && item['code'] !== code) return false;
    if (isWithoutMetrics && item['message'] === undefined) return false;
    const isRoutine = rank(item['level']) < rank('WARN');
    return !(isRoutine && withoutRoutine?.(String(item['function_name'])));
  };
  const items: LogItem[] = [];
  for (const line of lines.slice(Math.max(0, lines.length - fresh)).toReversed()) {
    if (items.length === limit) break;
    if (group && line.logGroup !== group) continue;
    // Spares parsing thousands of lines that cannot match.
    if (correlationId !== undefined && !line.message.includes(correlationId)) continue;
    const item = itemOf(line);
    if (wanted(item, line.message)) items.push(isWithoutMetrics ? withoutMetrics(item) : item);
  }
  return items.reverse();
};
