import { logGroupName } from '../lambda/log-stream-name.ts';
import type { StoredLine } from './log-store.ts';

export interface LogQuery {
  readonly correlationId?: string | undefined;
  readonly functionName?: string | undefined;
  /** How many of the newest matching lines. */
  readonly limit: number;
}

type LogItem = Readonly<Record<string, unknown>>;

const toItem = (message: string): LogItem => {
  try {
    const value: unknown = JSON.parse(message);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as LogItem;
  } catch {
    // Not every line is JSON.
  }
  return { message };
};

/** Log lines as objects, oldest first; a line that is no JSON object becomes `{"message": line}`. */
export const queryLogs = (
  lines: readonly StoredLine[],
  { correlationId, functionName, limit }: LogQuery,
): LogItem[] => {
  const group = functionName && logGroupName(functionName);
  const items: LogItem[] = [];
  for (const { logGroup, message } of lines.toReversed()) {
    if (items.length === limit) break;
    if (group && logGroup !== group) continue;
    // Spares parsing thousands of lines that cannot match.
    if (correlationId && !message.includes(correlationId)) continue;
    const item = toItem(message);
    if (correlationId === undefined || item['correlationId'] === correlationId) items.push(item);
  }
  return items.reverse();
};
