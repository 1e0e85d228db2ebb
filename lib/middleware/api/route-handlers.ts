import type { Context } from 'aws-lambda';
import { judgeRequest } from '../../contract/judge-request.ts';
import { type RouteId, routes } from '../../contract/routes.ts';
import type { TokenSettings } from '../../contract/token-settings.ts';
import type { ApiResponse } from '../../platform/response.ts';
import type { WithDeadline } from '../background.ts';
import type { ApiHandler, InvocationState } from './api-event.ts';
import type { ApiRequest, ContractSchemas, RequestSchemas } from './api-request.ts';
import { authentication } from './authentication.ts';
import { idempotency, type StoreOutcome } from './idempotency.ts';
import { orderContext } from './order-context.ts';
import { createApiPipeline, type PipelineDependencies, type PublicRouteId } from './pipeline.ts';
import { requestValidation } from './request-validation.ts';

export interface RouteDependencies extends PipelineDependencies {
  readonly withDeadline: WithDeadline;
  readonly tokenSettings: TokenSettings;
}

type Routes = typeof routes;

/** Routes that execute a request once per idempotency key. */
export type IdempotentRouteId = {
  [I in RouteId]: Routes[I] extends { readonly idempotent: true } ? I : never;
}[RouteId];

/** All other routes: the token of the caller grants a scope. */
export type ScopedRouteId = Exclude<RouteId, PublicRouteId | IdempotentRouteId>;

type Handle<Id extends RouteId, S extends RequestSchemas> = (
  request: ApiRequest<Id, S>,
) => Promise<ApiResponse>;

const handleWithin =
  <Id extends RouteId, S extends RequestSchemas>(withDeadline: WithDeadline, handle: Handle<Id, S>) =>
  ({ parts, caller, claim, correlationId, traceparent }: InvocationState, context: Context) =>
    withDeadline(context.getRemainingTimeInMillis(), (options) =>
      // The checks of the route have set every member that its type requires.
      handle({ ...parts, caller, claim, correlationId, traceparent, options } as ApiRequest<Id, S>),
    );

/** Makes handlers of routes that anyone may call. */
export const createPublicHandler =
  (dependencies: RouteDependencies) =>
  <Id extends PublicRouteId, const S extends ContractSchemas<Id>>(
    routeId: Id,
    schemas: S,
    handle: Handle<Id, S>,
  ): ApiHandler =>
    createApiPipeline(dependencies)({
      routeId,
      judge: judgeRequest,
      checks: [requestValidation(schemas)],
      handle: handleWithin(dependencies.withDeadline, handle),
    });

const scopedChecks = (
  { logger, tokenSettings }: RouteDependencies,
  routeId: ScopedRouteId | IdempotentRouteId,
  schemas: RequestSchemas,
) => [
  orderContext({ logger }),
  authentication({ logger, scope: routes[routeId].scope, tokenSettings }),
  requestValidation(schemas),
];

/** Makes handlers of routes that need a token with the route's scope. */
export const createScopedHandler =
  (dependencies: RouteDependencies) =>
  <Id extends ScopedRouteId, const S extends ContractSchemas<Id>>(
    routeId: Id,
    schemas: S,
    handle: Handle<Id, S>,
  ): ApiHandler =>
    createApiPipeline(dependencies)({
      routeId,
      judge: judgeRequest,
      checks: scopedChecks(dependencies, routeId, schemas),
      handle: handleWithin(dependencies.withDeadline, handle),
    });

/** Makes handlers of routes that need a token and execute a request once per idempotency key. */
export const createIdempotentHandler =
  (dependencies: RouteDependencies & { readonly storeOutcome: StoreOutcome }) =>
  <Id extends IdempotentRouteId, const S extends ContractSchemas<Id>>(
    routeId: Id,
    schemas: S,
    handle: Handle<Id, S>,
  ): ApiHandler => {
    const { logger, now, newCorrelationId, storeOutcome } = dependencies;
    return createApiPipeline(dependencies)({
      routeId,
      judge: judgeRequest,
      checks: [
        ...scopedChecks(dependencies, routeId, schemas),
        idempotency({ routeId, storeOutcome, logger, newOwner: newCorrelationId, now }),
      ],
      handle: handleWithin(dependencies.withDeadline, handle),
    });
  };
