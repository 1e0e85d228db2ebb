import { projectRoot } from '../../project.ts';
import type { Deployment } from '../deployment.ts';
import { withAccessLog } from '../gateway/access-log.ts';
import { createGateway } from '../gateway/gateway.ts';
import { createIntegration } from '../gateway/integration.ts';
import type { RequestHandler } from '../http/exchange.ts';
import { createJwtAuthorizer } from '../identity/jwt-authorizer.ts';
import type { TokenIssuer } from '../identity/token-issuer.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { Teardown } from '../lifecycle/teardown.ts';
import { accessLogGroup } from '../logs/connect-logs.ts';
import { createProblemPrinter } from '../logs/problem-printer.ts';
import type { Observation } from './observation.ts';

export interface ApiOptions {
  readonly deployment: Deployment;
  readonly issuer: TokenIssuer;
  readonly invoke: LambdaService['invoke'];
  readonly integrationTimeoutMs: number;
  readonly observation: Pick<Observation, 'logs' | 'requests'>;
  /** Whether a function has a route. */
  readonly servesRequests: (functionName: string) => boolean;
  /** Prints a line for each request, and problems of its function under it. */
  readonly print: (text: string) => void;
  readonly color: boolean;
}

/** The API of the deployment: the gateway with its routes, tokens, throttles and access log. */
export const createApi = (options: ApiOptions, teardown: Teardown): RequestHandler => {
  const { deployment, issuer, invoke, integrationTimeoutMs, servesRequests, print, color } = options;
  const { logs, requests } = options.observation;
  const { tokens } = deployment;
  const gateway = createGateway({
    routes: Object.entries(deployment.routes).map(([functionName, route]) => ({ ...route, functionName })),
    authorize: createJwtAuthorizer({
      issuer: issuer.url,
      audiences: tokens.audiences,
      jwks: issuer.jwks,
      now: Date.now,
    }),
    tokens,
    integrate: createIntegration(invoke, integrationTimeoutMs),
    throttle: deployment.routeThrottle,
    ...(deployment.cors && { cors: deployment.cors }),
    ...(deployment.defaultRoute && { defaultRoute: deployment.defaultRoute }),
    now: () => performance.now(),
  });
  const problems = createProblemPrinter({ logs, servesRequests, print, color, projectRoot });
  teardown.add(async () => problems.close());
  return withAccessLog(requests.watch(gateway), {
    print,
    afterPrint: ({ integration }) => problems.requestEnded(integration ?? {}),
    ...(deployment.accessLogFormat !== undefined && { format: deployment.accessLogFormat }),
    keep: (line) => logs.append(accessLogGroup, 'access', [line]),
  });
};
