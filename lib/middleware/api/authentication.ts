import type { Caller } from '../../contract/caller.ts';
import { insufficientScope, unauthenticated } from '../../contract/errors/factories.ts';
import type { Scope } from '../../contract/routes.ts';
import { accessTokenClaimsSchema } from '../../contract/schemas/access-token-claims-schema.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import type { ApiGatewayEvent, ApiMiddleware } from './api-event.ts';

export interface AuthenticationOptions {
  readonly logger: Pick<ContextLogger, 'bind'>;
  /** The scope that the token must grant. */
  readonly scope: Scope;
}

const claimsOf = ({ requestContext }: ApiGatewayEvent): unknown =>
  ('authorizer' in requestContext && requestContext.authorizer?.jwt?.claims) || {};

const callerFrom = (claims: unknown): Caller => {
  const caller = accessTokenClaimsSchema.safeParse(claims);
  if (!caller.success) throw unauthenticated();
  return caller.data;
};

/**
 * Takes the caller from the claims that API Gateway has verified, and checks the route's scope once more:
 * a route that is deployed without its authorizer stays closed.
 */
export const authentication = ({ logger, scope }: AuthenticationOptions): ApiMiddleware => ({
  before: ({ event, internal }) => {
    const caller = callerFrom(claimsOf(event));
    logger.bind({ userId: caller.id });
    if (!caller.scopes.includes(scope)) throw insufficientScope(scope);
    internal.caller = caller;
  },
});
