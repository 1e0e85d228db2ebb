import { callerOf } from '../../contract/caller-of.ts';
import { insufficientScope, unauthenticated } from '../../contract/errors/factories.ts';
import { unfitSetting } from '../../contract/missing-scope.ts';
import type { Scope } from '../../contract/scopes.ts';
import type { Claims, TokenSettings } from '../../contract/token-settings.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import type { ApiGatewayEvent, ApiMiddleware } from './api-event.ts';

export interface AuthenticationOptions {
  readonly logger: Pick<ContextLogger, 'bind'>;
  /** The scope that the token must grant. */
  readonly scope: Scope;
  readonly tokenSettings: TokenSettings;
}

const claimsOf = ({ requestContext }: ApiGatewayEvent): Claims =>
  ('authorizer' in requestContext && requestContext.authorizer?.jwt?.claims) || {};

/**
 * Takes the caller from the claims that API Gateway has verified, and checks the route's scope once more:
 * a route that is deployed without its authorizer stays closed.
 */
export const authentication = ({ logger, scope, tokenSettings }: AuthenticationOptions): ApiMiddleware => ({
  before: ({ event, internal }) => {
    const claims = claimsOf(event);
    const caller = callerOf(claims, tokenSettings);
    if (!caller) throw unauthenticated();
    logger.bind({ userId: caller.id });
    if (!caller.scopes.includes(scope)) {
      throw insufficientScope(scope, unfitSetting(claims, scope, tokenSettings));
    }
    internal.caller = caller;
  },
});
