import { gatewayAnswers } from '../../../lib/contract/api-gateway-answers.ts';
import { headers } from '../../../lib/contract/headers.ts';
import { type RouteContract, routeContracts } from '../../../lib/contract/route-contracts.ts';
import { errorsOf } from '../../../lib/contract/route-errors.ts';
import type { RouteId } from '../../../lib/contract/routes.ts';
import { errorEnvelopeSchema, errorSchemas } from '../../../lib/contract/schemas/error-envelope-schema.ts';
import type { ApiResponse } from '../../../lib/platform/response.ts';

/** Headers that a declared response has only in some cases. */
const occasional: ReadonlySet<string> = new Set([headers.retryAfter]);

/** Headers that the contract declares for single responses. */
const declarable = [headers.location, headers.etag, headers.retryAfter, headers.cacheControl];

const isGatewayAnswer = ({ statusCode, body }: ApiResponse): boolean =>
  Object.values(gatewayAnswers).some(
    ({ status, message }) => status === statusCode && body === JSON.stringify({ message }),
  );

const errorFaults = (routeId: RouteId, { statusCode, body }: ApiResponse): readonly string[] => {
  const envelope = errorEnvelopeSchema.safeParse(JSON.parse(body));
  if (!envelope.success) return ['its body is no error envelope'];
  const { code } = envelope.data.error;
  const isDeclared = errorsOf(routeId).some((error) => error.code === code && error.status === statusCode);
  const { error } = errorSchemas[code].safeParse(envelope.data.error);
  return [
    ...(isDeclared ? [] : [`${code} with ${statusCode} is not declared`]),
    ...(error ? [`${code} does not match its schema: ${error.message}`] : []),
  ];
};

/** Differences between an answer of a route and the contract of the route. Header names are in lower case. */
export const contractFaults = (routeId: RouteId, answer: ApiResponse): readonly string[] => {
  const { responses }: RouteContract = routeContracts[routeId];
  const declared = responses[answer.statusCode];
  if (isGatewayAnswer(answer)) return [];
  if (!declared) return errorFaults(routeId, answer);
  const { body, headers: own = [] } = declared;
  const names: readonly string[] = own.map((name) => headers[name]);
  const sent = new Headers(answer.headers);
  const type = sent.get('Content-Type')?.split(';')[0] ?? '';
  const isJson = typeof body === 'object' && 'parse' in body;
  const parsed = isJson ? body.safeParse(JSON.parse(answer.body)) : { success: true, error: undefined };
  if (!parsed.success && answer.statusCode >= 400) return errorFaults(routeId, answer);
  const types: readonly string[] = body === 'none' ? [''] : isJson ? ['application/json'] : body;
  return [
    ...(types.includes(type) ? [] : [`its type is ${type}`]),
    ...(parsed.error ? [`its body does not match: ${parsed.error.message}`] : []),
    ...names.filter((name) => !sent.has(name) && !occasional.has(name)).map((name) => `it lacks ${name}`),
    ...declarable
      .filter((name) => sent.has(name) && !names.includes(name))
      .map((name) => `${name} is not declared`),
  ];
};
