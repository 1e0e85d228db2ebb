import type { DatabaseCall } from '../journal/invocation-journal.ts';
import { logGroupName } from '../lambda/log-stream-name.ts';
import type { StoredLine } from '../logs/log-store.ts';
import { metricNamesOf, withoutMetrics } from '../logs/without-metrics.ts';
import {
  answeredItems,
  type DatabaseAction,
  databaseActions,
  databaseFailure,
  type KeysOf,
} from './database-actions.ts';

export interface TimelineStep {
  readonly kind: 'request' | 'function' | 'log' | 'metrics' | 'database' | 'payment' | 'event' | 'failure';
  /** How far it is inside another step: 0 for one that is inside none. */
  readonly depth: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ms?: number;
  readonly title: string;
  readonly note: string;
  readonly status: 'ok' | 'failed' | 'running';
  readonly error?: string;
  /** Everything about it, for those who want to know. */
  readonly details: unknown;
  readonly actions?: readonly DatabaseAction[];
  /** Of an invocation. */
  readonly functionName?: string;
  readonly traceId?: string;
  /** Of a dead letter. */
  readonly queue?: string;
}

const itemsNote = (count: number | undefined): string => {
  if (count === undefined) return '';
  return count === 1 ? '1 item' : `${count} items`;
};

/** Long ids by their ends, so that a line shows what differs. */
export const shortened = (text: string): string => text.replace(/[\w-]{20,}/g, (id) => `…${id.slice(-6)}`);

/** The actions of a transaction by kind: `Put ORDER, EVENT#1; Update STOCK`. */
const summaryOf = (actions: readonly DatabaseAction[]): string => {
  const byKind = Map.groupBy(actions, ({ action }) => action);
  return [...byKind]
    .map(([kind, those]) => `${kind} ${those.map(({ key }) => shortened(key)).join(', ')}`)
    .join('; ');
};

export const callStep = (call: DatabaseCall, depth: number, keysOf: KeysOf): TimelineStep => {
  const { at, ms, operation, content, status } = call;
  const actions = databaseActions(call, keysOf);
  const error = databaseFailure(call);
  const isTransaction = operation.startsWith('Transact') || operation.startsWith('Batch');
  return {
    kind: 'database',
    depth,
    at,
    ms: Math.round(ms * 10) / 10,
    title: isTransaction
      ? `${operation}, ${itemsNote(actions.length)}`
      : `${operation} ${shortened(actions[0]?.key ?? '')}`,
    note: isTransaction ? summaryOf(actions) : itemsNote(answeredItems(call)),
    status: status === 200 ? 'ok' : 'failed',
    ...(error !== undefined && { error }),
    details: content,
    actions,
  };
};

type Line = Readonly<Record<string, unknown>>;

const parseLine = (message: string): Line => {
  try {
    const value: unknown = JSON.parse(message);
    if (typeof value === 'object' && value !== null) return value as Line;
  } catch {
    // Not every line is JSON.
  }
  return { message };
};

/** Fields of a line that its step shows elsewhere. */
const known = new Set([
  'level',
  'message',
  'timestamp',
  'service',
  'function_name',
  'function_request_id',
  'cold_start',
  'xray_trace_id',
  'correlationId',
  'logCode',
]);

const shortValue = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

const noteOf = (line: Line): string =>
  Object.entries(line)
    .filter(([name, value]) => !known.has(name) && name !== 'error' && value !== undefined)
    .map(([name, value]) => `${name}=${shortValue(value)}`)
    .join(' ')
    .slice(0, 200);

const errorOfLine = ({ error, errorMessage, errorType }: Line): string | undefined => {
  if (typeof errorMessage === 'string') return `${errorType}: ${errorMessage}`;
  const { name, message, cause } = (typeof error === 'object' && error !== null ? error : {}) as Line;
  if (message === undefined) return undefined;
  const root = cause as { name?: string; message?: string } | undefined;
  return `${name ?? 'Error'}: ${message}${root?.message ? `, caused by ${root.name ?? 'Error'}: ${root.message}` : ''}`;
};

const isPlain = (level: unknown) => level === undefined || level === 'INFO' || level === 'DEBUG';
const isFailure = (level: unknown) => level === 'ERROR' || level === 'CRITICAL' || level === 'FATAL';

const metricsStep = (line: Line, at: number, depth: number): TimelineStep => {
  const names = metricNamesOf(line);
  return {
    kind: 'metrics',
    depth,
    at,
    title: names.size === 1 ? '1 metric' : `${names.size} metrics`,
    note: [...names].join(', ').slice(0, 200),
    status: 'ok',
    details: line,
  };
};

const logStep = (line: Line, at: number, depth: number): TimelineStep => {
  const error = errorOfLine(line);
  return {
    kind: 'log',
    depth,
    at,
    title: `${isPlain(line['level']) ? '' : `${line['level']} `}${line['message'] ?? ''}`,
    note: shortened(noteOf(line)),
    status: isFailure(line['level']) ? 'failed' : 'ok',
    ...(error !== undefined && { error }),
    details: line,
  };
};

/** Steps of a line: two of the last one of an invocation, which has a message and metrics. */
const stepsOfLine = ({ timestamp, message }: StoredLine, depth: number): readonly TimelineStep[] => {
  const line = parseLine(message);
  if (!('_aws' in line)) return [logStep(line, timestamp, depth)];
  const metrics = metricsStep(line, timestamp, depth);
  return line['message'] === undefined
    ? [metrics]
    : [logStep(withoutMetrics(line), timestamp, depth), metrics];
};

export interface LineQuery {
  /** Of the invocation. */
  readonly requestId: string;
  readonly functionName: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Milliseconds since 1970 after which no line of the invocation comes. */
  readonly to: number;
  readonly depth: number;
}

/** Index of the first line from a time on; lines are in order of time. */
const firstFrom = (lines: readonly StoredLine[], time: number): number => {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.timestamp ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The lines of one invocation. Lines of metrics alone name no invocation: they stand between the lines of theirs. */
export const lineSteps = (
  lines: readonly StoredLine[],
  { requestId, functionName, from, to, depth }: LineQuery,
): readonly TimelineStep[] => {
  const group = logGroupName(functionName);
  const own = lines
    .slice(firstFrom(lines, from), firstFrom(lines, to))
    .filter(({ logGroup }) => logGroup === group);
  const named = new Set(own.filter(({ message }) => message.includes(requestId)));
  const correlationIds = new Set(Array.from(named, ({ message }) => parseLine(message)['correlationId']));
  return own
    .filter((line) => {
      if (named.has(line)) return true;
      if (!line.message.includes('"_aws"')) return false;
      return correlationIds.has(parseLine(line.message)['correlationId']);
    })
    .flatMap((line) => stepsOfLine(line, depth));
};
