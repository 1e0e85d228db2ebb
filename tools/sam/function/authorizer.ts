import type { JSONWebKeySet } from 'jose';
import { routeEntries } from '../../../lib/contract/routes.ts';
import type { Scope } from '../../../lib/contract/scopes.ts';
import { authorizationScopes, readTokenSettings } from '../../../lib/contract/token-settings.ts';
import { createJwtAuthorizer } from '../../local-cloud/identity/jwt-authorizer.ts';

/** Environment variables of the local authorizer. */
export const authorizerVariables = {
  issuer: 'LOCAL_ISSUER',
  /** Separated by commas. */
  audiences: 'LOCAL_AUDIENCES',
  /** The keys of the issuer, as JSON. */
  keys: 'LOCAL_KEYS',
} as const;

type Variables = Readonly<Record<string, string | undefined>>;

/** The part of an authorizer's event that it reads. */
interface AuthorizerEvent {
  readonly routeKey: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

const scopeOf = (routeKey: string): Scope | null => {
  const found = routeEntries.find(([, { method, path }]) => `${method} ${path}` === routeKey);
  return found?.[1].scope ?? null;
};

const authorizationHeader = (headers: AuthorizerEvent['headers'] = {}): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];

/**
 * A Lambda authorizer with the checks of the deployed JWT authorizer: signature, issuer, audience, times and scope. Its
 * context holds the claims as API Gateway hands them on. Routes without a scope are refused.
 */
export const createLocalAuthorizer = (variables: Variables, now: () => number = Date.now) => {
  const settings = readTokenSettings(variables);
  const authorize = createJwtAuthorizer({
    issuer: variables[authorizerVariables.issuer] ?? '',
    audiences: (variables[authorizerVariables.audiences] ?? '').split(','),
    jwks: JSON.parse(variables[authorizerVariables.keys] ?? '{"keys":[]}') as JSONWebKeySet,
    now,
  });
  return async ({ routeKey, headers }: AuthorizerEvent) => {
    const scope = scopeOf(routeKey);
    if (scope === null) return { isAuthorized: false };
    const decision = await authorize(authorizationHeader(headers), authorizationScopes(settings, scope));
    if (!decision.granted) return { isAuthorized: false };
    return { isAuthorized: true, context: { claims: decision.claims, scopes: decision.scopes } };
  };
};
