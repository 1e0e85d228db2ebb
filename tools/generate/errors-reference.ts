import { unknownProductInOrder } from '../../lib/contract/errors/factories.ts';
import { type ErrorCode, type ErrorEntry, errorRegistry } from '../../lib/contract/errors/registry.ts';
import { tableRow } from './table-row.ts';

/** Statuses that a code has besides the registry's. */
const otherStatuses: Partial<Record<ErrorCode, string>> = {
  'PRD-001': `${unknownProductInOrder('').status} in an order`,
};

const row = ([code, entry]: [string, ErrorEntry]): string => {
  const statuses = [entry.status, otherStatuses[code as ErrorCode]].filter((status) => status !== undefined);
  return tableRow([
    code,
    statuses.join(', '),
    entry.message,
    entry.when,
    entry.spendsErrorBudget ? 'yes' : 'no',
  ]);
};

/** docs/errors.md: every code of the error registry, its status and meaning. */
export const errorsReference = (): string =>
  [
    '<!-- Written by `npm run generate` from lib/contract/errors/registry.ts. Do not edit. -->',
    '# Errors',
    '',
    'Every error has the same body. Programs use `code`, never `message`:',
    '',
    '```json',
    '{"error":{"code":"…","message":"…","details":{},"timestamp":"…","correlationId":"…"}}',
    '```',
    '',
    '| code | status | message | when | spends error budget |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(errorRegistry).map(row),
    '',
  ].join('\n');
