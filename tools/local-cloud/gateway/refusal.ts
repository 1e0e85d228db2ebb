import type { RefusalRules } from '../deployment.ts';
import { type HttpResponse, jsonResponse } from '../http/http-response.ts';
import type { Authorization } from '../identity/jwt-authorizer.ts';

export interface RefusalContext {
  /** The route's scope, named to a caller who lacks it. */
  readonly scope: string;
  /** As it was sent, if at all. */
  readonly correlationId: string | undefined;
  readonly newCorrelationId: () => string;
  readonly rules: RefusalRules;
  readonly now: Date;
}

/** The answer to a request that the authorizer refuses: API Gateway's status and challenge, the service's envelope. */
export const refusalResponse = (
  { status, wwwAuthenticate }: Extract<Authorization, { granted: false }>,
  { scope, correlationId: sent, newCorrelationId, rules, now }: RefusalContext,
): HttpResponse => {
  const { correlationIdHeader, correlationIdPattern, errors } = rules;
  const correlationId = sent !== undefined && correlationIdPattern.test(sent) ? sent : newCorrelationId();
  const error = {
    ...errors[status],
    ...(status === 403 && { details: { scope } }),
    timestamp: now.toISOString(),
    correlationId,
  };
  return jsonResponse(
    status,
    { error },
    { 'www-authenticate': wwwAuthenticate, [correlationIdHeader]: correlationId },
  );
};
