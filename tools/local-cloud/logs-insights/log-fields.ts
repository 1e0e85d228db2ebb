import { jsonOf } from '../../json-of.ts';
import { awsAccount } from '../aws-account.ts';
import type { StoredLine } from '../logs/log-store.ts';

/** A line as queries see it. */
export type QueriedLine = Pick<StoredLine, 'timestamp' | 'logGroup' | 'message'>;

/** The value of a field of a line as text; `undefined` when the line does not have it. */
export type Fields = (field: string) => string | undefined;

/** A time as Logs Insights writes it: `2026-11-30 16:45:38.000`, in UTC. */
export const timeText = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

const textOf = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined;
  // Logs Insights has no type for them: true is 1, false is 0.
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** The fields of a line: members of its JSON by their paths, and `@message`, `@timestamp` and `@log`. */
export const fieldsOf = ({ timestamp, logGroup, message }: QueriedLine): Fields => {
  let parsed: unknown;
  return (field) => {
    if (field === '@message') return message;
    if (field === '@timestamp') return timeText(timestamp);
    if (field === '@log') return `${awsAccount.id}:${logGroup}`;
    parsed ??= jsonOf(message) ?? {};
    return textOf(field.split('.').reduce(memberOf, parsed));
  };
};

/** Compares as numbers where both are numbers, else as texts. */
export const compareValues = (one: string, other: string): number => {
  const difference = Number(one) - Number(other);
  if (one !== '' && other !== '' && !Number.isNaN(difference)) return difference;
  return one < other ? -1 : Number(one > other);
};
