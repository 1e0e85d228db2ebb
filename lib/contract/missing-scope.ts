import type { Scope } from './scopes.ts';
import { environmentVariables as names } from './service.ts';
import { type Claims, claimValues, grantedScopes, type TokenSettings } from './token-settings.ts';

/** A setting that does not fit the tokens of the issuer. */
export interface UnfitSetting {
  /** The environment variable. */
  readonly setting: string;
  /** Its value. */
  readonly value: string;
  /** Claims of the token that the setting could refer to. Their values are never reported. */
  readonly claims: readonly string[];
}

/** Claims in which issuers list what a bearer may do, besides scopes. */
const otherGrants: ReadonlySet<string> = new Set([
  'scope',
  'scp',
  'roles',
  'permissions',
  'groups',
  'cognito:groups',
  'realm_access',
  'resource_access',
]);

/**
 * The setting that would have to change for a token to grant a scope that it lacks; undefined when the token simply
 * lacks it.
 */
export const unfitSetting = (
  claims: Claims,
  scope: Scope,
  settings: TokenSettings,
): UnfitSetting | undefined => {
  const present = Object.keys(claims);
  const claimsThat = (wanted: (name: string) => boolean) => present.filter(wanted);
  const endsInScope = (name: string) => claimValues(claims[name]).some((value) => value.endsWith(scope));
  const isRead = (name: string) => settings.scopeClaims.includes(name);

  const otherPrefix = claimsThat((name) => isRead(name) && endsInScope(name));
  if (otherPrefix.length > 0) {
    return { setting: names.tokenScopePrefix, value: settings.scopePrefix, claims: otherPrefix };
  }
  const grantsNothing = grantedScopes(claims, settings).length === 0;
  const notRead = claimsThat(
    (name) => !isRead(name) && (endsInScope(name) || (grantsNothing && otherGrants.has(name))),
  );
  if (notRead.length === 0) return undefined;
  return { setting: names.tokenScopeClaims, value: settings.scopeClaims.join(','), claims: notRead };
};
