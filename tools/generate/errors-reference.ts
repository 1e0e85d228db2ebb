import type * as z from 'zod';
import { type GatewayAnswer, gatewayAnswers } from '../../lib/contract/api-gateway-answers.ts';
import { type ErrorAdvice, errorAdvice } from '../../lib/contract/errors/advice.ts';
import { methodNotAllowed, unknownProductInOrder } from '../../lib/contract/errors/factories.ts';
import { type ErrorCode, type ErrorEntry, errorRegistry } from '../../lib/contract/errors/registry.ts';
import { headers } from '../../lib/contract/headers.ts';
import { paymentFailureReasons } from '../../lib/contract/payment-failure-reasons.ts';
import { moneySchema } from '../../lib/contract/schemas/money-schemas.ts';
import { typeText } from './client/type-text.ts';
import { tableRow } from './table-row.ts';

/** Statuses that a code has besides the registry's. */
const otherStatuses: Partial<Record<ErrorCode, string>> = {
  'API-001': `${methodNotAllowed([]).status} for a wrong method`,
  'PRD-001': `${unknownProductInOrder('').status} in an order`,
};

/** Fields of `details`; the values of a long enumeration are left out. */
const detailsOf = ({ details }: ErrorAdvice): string => {
  if (!details) return '';
  const nameOf = (schema: z.core.$ZodType) =>
    schema._zod.def === moneySchema._zod.def ? 'Money' : undefined;
  const text = typeText(details, { side: 'output', nameOf })
    .replace(/'[^;]{80,}?'(?=;)/g, 'string')
    .replace(/;\s*}/g, ' }')
    .replace(/\s+/g, ' ')
    .replace(/ \| undefined/g, '');
  return `\`${text}\``;
};

const row = ([code, entry]: [string, ErrorEntry]): string => {
  const statuses = [entry.status, otherStatuses[code as ErrorCode]].filter((status) => status !== undefined);
  return tableRow([
    code,
    statuses.join(', '),
    entry.message,
    entry.when,
    detailsOf(errorAdvice[code as ErrorCode]),
    errorAdvice[code as ErrorCode].retry,
    entry.spendsErrorBudget ? 'yes' : 'no',
  ]);
};

/** docs/errors.md: every code of the error registry, and every answer of API Gateway itself. */
export const errorsReference = (): string =>
  [
    '<!-- Written by `npm run generate` from lib/contract/errors/ and lib/contract/api-gateway-answers.ts. Do not edit. -->',
    '# Errors',
    '',
    'Every error of the service has the same body. Programs use `code`, never `message`:',
    '',
    '```json',
    '{"error":{"code":"…","message":"…","details":{},"timestamp":"…","correlationId":"…"}}',
    '```',
    '',
    '`retry` is the advice to programs: `same key` repeats the request after a pause, with the same `Idempotency-Key`;',
    '`after Retry-After` waits for the seconds of that header. [How to handle errors](api/errors.md) has examples.',
    '',
    '| code | status | message | when | details | retry | spends error budget |',
    '| --- | --- | --- | --- | --- | --- | --- |',
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
    `These answers have an \`${headers.gatewayRequestId}\` header and no \`${headers.correlationId}\`. Programs use the status.`,
    '',
    '| status | message | when | retry |',
    '| --- | --- | --- | --- |',
    ...Object.values(gatewayAnswers).map((answer: GatewayAnswer) =>
      tableRow([String(answer.status), answer.message, answer.when, answer.retry ? 'same key' : 'never']),
    ),
    '',
    'A token is checked twice: by the authorizer of API Gateway, and by the function. The function answers with AUT-001 or AUT-002 when the',
    'authorizer let a token through that it refuses, such as an ID token.',
    '',
  ].join('\n');
