import { environmentVariables as names } from '../lib/contract/service.ts';
import type { TokenSettings } from '../lib/contract/token-settings.ts';

/**
 * One line of the API's access log. It holds the requests that never reach a function (no token, no
 * route, throttled), and says nothing of the caller: no address, no user agent, no header.
 */
export const accessLogFields = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatencyMs: '$context.responseLatency',
  responseBytes: '$context.responseLength',
  /** Status that the function's code answered. */
  functionStatus: '$context.integration.status',
  /** Status that Lambda answered the gateway, independent of the function's code. */
  lambdaStatus: '$context.integration.integrationStatus',
  integrationLatencyMs: '$context.integration.latency',
  integrationError: '$context.integration.error',
  authorizerError: '$context.authorizer.error',
  errorType: '$context.error.responseType',
} as const;

/**
 * The format of the access log. Each line names the settings by which a scope is found in a token: API Gateway does
 * not say more about a token that it refuses with 403.
 */
export const accessLogFormat = ({ scopeClaims, scopePrefix }: TokenSettings): string =>
  JSON.stringify({
    ...accessLogFields,
    tokenSettings: `${names.tokenScopeClaims}=${scopeClaims} ${names.tokenScopePrefix}=${scopePrefix}`,
  });
