import { type ErrorCode, errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { correlationIdPattern, headers } from '../../../lib/contract/headers.ts';
import { type HttpResponse, jsonResponse } from '../http/http-response.ts';
import type { Authorization } from '../identity/jwt-authorizer.ts';

export interface RefusalContext {
  /** The route's scope, named to a caller who lacks it. */
  readonly scope: string;
  /** As it was sent, if at all. */
  readonly correlationId: string | undefined;
  readonly newCorrelationId: () => string;
  readonly now: Date;
}

/** The answer to a request that the authorizer refuses: API Gateway's status and challenge, our envelope. */
export const refusalResponse = (
  { status, wwwAuthenticate }: Extract<Authorization, { granted: false }>,
  { scope, correlationId: sent, newCorrelationId, now }: RefusalContext,
): HttpResponse => {
  const code: ErrorCode = status === 401 ? 'AUT-001' : 'AUT-002';
  const correlationId = sent !== undefined && correlationIdPattern.test(sent) ? sent : newCorrelationId();
  const error = {
    code,
    message: errorRegistry[code].message,
    ...(status === 403 && { details: { scope } }),
    timestamp: now.toISOString(),
    correlationId,
  };
  return jsonResponse(
    status,
    { error },
    { 'www-authenticate': wwwAuthenticate, [headers.correlationId]: correlationId },
  );
};
