import * as z from 'zod';
import { type Scope, scopes } from './scopes.ts';
import { environmentVariables as names } from './service.ts';

/** How access tokens of the deployment's issuer state what their bearer may do. */
export interface TokenSettings {
  /** Claims that list scopes. */
  readonly scopeClaims: readonly string[];
  /** Text before each scope of the service, such as Cognito's identifier of the resource server: `orders-api/`. */
  readonly scopePrefix: string;
  /** Claim with the customer type. */
  readonly customerTypeClaim: string;
}

export const allScopes: readonly Scope[] = Object.values(scopes);

/** API Gateway's limit for a scope of a route. */
const maxAuthorizationScope = 64;
const maxPrefix = maxAuthorizationScope - Math.max(...allScopes.map((scope) => scope.length));

const claimName = '[\\x21-\\x2b\\x2d-\\x7e]{1,200}';

/** Characters of a scope, RFC 6749, section 3.3. */
const scopeText = '[\\x21\\x23-\\x5b\\x5d-\\x7e]';

/** The settings as texts, by the environment variables that hold them. */
export const tokenSettingsSchema = z.object({
  [names.tokenScopeClaims]: z
    .string()
    .regex(new RegExp(`^${claimName}(,${claimName})*$`), 'must be names of claims, separated by commas')
    .default('scp,scope'),
  [names.tokenScopePrefix]: z
    .string()
    .regex(
      new RegExp(`^${scopeText}{0,${maxPrefix}}$`),
      `must be at most ${maxPrefix} characters, without spaces, quotes and backslashes`,
    )
    .default(''),
  [names.tokenCustomerTypeClaim]: z
    .string()
    .regex(new RegExp(`^${claimName}$`), 'must be the name of a claim')
    .default('customer_type'),
});

/** The settings as a deployment gives them; what is absent has its default. */
export type TokenSettingTexts = z.input<typeof tokenSettingsSchema>;

/** The settings that texts stand for. */
export const tokenSettingsOf = (texts: z.output<typeof tokenSettingsSchema>): TokenSettings => ({
  scopeClaims: texts[names.tokenScopeClaims].split(','),
  scopePrefix: texts[names.tokenScopePrefix],
  customerTypeClaim: texts[names.tokenCustomerTypeClaim],
});

/**
 * Reads the settings of a deployment; what is absent has its default.
 * @throws {RangeError} naming each setting that is wrong.
 */
export const readTokenSettings = (texts: Readonly<Record<string, unknown>>): TokenSettings => {
  const result = tokenSettingsSchema.safeParse(texts);
  if (result.success) return tokenSettingsOf(result.data);
  throw new RangeError(
    result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; '),
  );
};

export const defaultTokenSettings: TokenSettings = readTokenSettings({});

/** Claims that API Gateway reads scopes from. */
const gatewayScopeClaims: readonly string[] = ['scp', 'scope'];

/**
 * Scopes of which API Gateway asks for one in a token, on a route that needs `scope`. None when scopes are in claims
 * that it does not read; it then checks all but the scope, which the function checks.
 */
export const authorizationScopes = (
  { scopeClaims, scopePrefix }: TokenSettings,
  scope: Scope,
): readonly string[] =>
  scopeClaims.every((claim) => gatewayScopeClaims.includes(claim)) ? [`${scopePrefix}${scope}`] : [];

/** Values of a claim. API Gateway hands a list over as the text `[a b]`. */
export const claimValues = (claim: unknown): readonly string[] => {
  if (Array.isArray(claim)) return claim.filter((value) => typeof value === 'string');
  if (typeof claim !== 'string') return [];
  const list = claim.startsWith('[') && claim.endsWith(']') ? claim.slice(1, -1) : claim;
  return list.split(' ').filter((value) => value !== '');
};

/** Claims of a token, as the token has them or as API Gateway hands them over. */
export type Claims = Readonly<Record<string, unknown>>;

/** The scopes of the service that a token grants; others are dropped. */
export const grantedScopes = (
  claims: Claims,
  { scopeClaims, scopePrefix }: TokenSettings,
): readonly Scope[] => {
  const values = scopeClaims.flatMap((name) => claimValues(claims[name]));
  return allScopes.filter((scope) => values.includes(`${scopePrefix}${scope}`));
};
