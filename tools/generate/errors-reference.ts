import { gatewayAnswers } from '../../lib/contract/api-gateway-answers.ts';
import { methodNotAllowed, unknownProductInOrder } from '../../lib/contract/errors/factories.ts';
import { type ErrorCode, type ErrorEntry, errorRegistry } from '../../lib/contract/errors/registry.ts';
import { headers } from '../../lib/contract/headers.ts';
import { paymentFailureReasons } from '../../lib/contract/payment-failure-reasons.ts';
import { tableRow } from './table-row.ts';

/** Statuses that a code has besides the registry's. */
const otherStatuses: Partial<Record<ErrorCode, string>> = {
  'API-001': `${methodNotAllowed([]).status} for a wrong method`,
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

/** docs/errors.md: every code of the error registry, and every answer of API Gateway itself. */
export const errorsReference = (): string =>
  [
    '<!-- Written by `npm run generate` from lib/contract/errors/registry.ts and lib/contract/api-gateway-answers.ts. Do not edit. -->',
    '# Errors',
    '',
    'Every error of the service has the same body. Programs use `code`, never `message`:',
    '',
    '```json',
    '{"error":{"code":"…","message":"…","details":{},"timestamp":"…","correlationId":"…"}}',
    '```',
    '',
    '| code | status | message | when | spends error budget |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(errorRegistry).map(row),
    '',
    '## Reasons of ORD-005',
    '',
    '| reason | meaning |',
    '| --- | --- |',
    ...Object.entries(paymentFailureReasons).map((entry) => tableRow(entry)),
    '',
    '## Answers of API Gateway',
    '',
    'API Gateway answers some requests before a function runs, or instead of one. The local run answers them the same way:',
    '',
    '```json',
    '{"message":"…"}',
    '```',
    '',
    `These answers have an \`apigw-requestid\` header and no \`${headers.correlationId}\`. Programs use the status.`,
    '',
    '| status | message | when |',
    '| --- | --- | --- |',
    ...Object.values(gatewayAnswers).map(({ status, message, when }) =>
      tableRow([String(status), message, when]),
    ),
    '',
    'A token is checked twice: by the authorizer of API Gateway, and by the function. The function answers with AUT-001 or AUT-002 when the',
    'authorizer let a token through that it refuses, such as an ID token.',
    '',
  ].join('\n');
