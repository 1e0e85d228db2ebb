import { unfitSetting } from '../../lib/contract/missing-scope.ts';
import { type Scope, scopes } from '../../lib/contract/scopes.ts';
import { environmentVariables as names } from '../../lib/contract/service.ts';
import {
  authorizationScopes,
  type TokenSettings,
  tokenSettingsSchema,
} from '../../lib/contract/token-settings.ts';
import { customerTypes } from '../../lib/domain/order.ts';
import { variable } from '../command-line/command.ts';
import { InvalidValueError } from '../command-line/command-error.ts';
import { oneOf, type ValueParser } from '../command-line/values.ts';
import type { ServiceEndpoints, TokenChoices, TokenRules } from './deployment.ts';
import { localClientSecret } from './endpoints/client-credentials-endpoint.ts';

/** Tokens of the service; by default they read and write the orders of their subject. */
export const tokenChoices: TokenChoices = {
  scopes: Object.values(scopes),
  defaultScope: `${scopes.ordersRead} ${scopes.ordersWrite}`,
  customerTypes,
};

const setting =
  (name: keyof typeof tokenSettingsSchema.shape): ValueParser<string> =>
  (value) => {
    const { error } = tokenSettingsSchema.shape[name].safeParse(value);
    if (!error) return value;
    throw new InvalidValueError(`is ${JSON.stringify(value)}; it ${error.issues[0]?.message}.`);
  };

/** Environment variables of `npm start` that say how tokens state what their bearer may do. */
export const tokenVariables = {
  [names.tokenScopeClaims]: variable(
    'claims of tokens that list scopes (default scp,scope)',
    setting(names.tokenScopeClaims),
  ),
  [names.tokenScopePrefix]: variable(
    'text before each scope in tokens, such as orders-api/ (default none)',
    setting(names.tokenScopePrefix),
  ),
  [names.tokenCustomerTypeClaim]: variable(
    'claim of tokens with the customer type (default customer_type)',
    setting(names.tokenCustomerTypeClaim),
  ),
  SYNTHETIC_ORDERS: variable(
    'synthetic orders that are placed and cancelled through the API: on, or off',
    oneOf(['on', 'off']),
    'off',
  ),
};

/** The customer of synthetic orders. */
const syntheticCustomer = 'synthetic-customer';

/** Environment variables by which the functions place synthetic orders of a product, as a client of the local issuer. */
export const syntheticOrderSettings = (
  { url, tokenUrl }: NonNullable<ServiceEndpoints['api']>,
  sku: string,
): Readonly<Record<string, string>> => ({
  [names.syntheticApiUrl]: url,
  [names.syntheticTokenUrl]: tokenUrl,
  [names.syntheticClientId]: syntheticCustomer,
  [names.syntheticClientSecret]: localClientSecret,
  [names.syntheticCustomerId]: syntheticCustomer,
  [names.syntheticSku]: sku,
});

/** Tokens in the form that the functions read: the issuer writes them by the same settings. */
export const tokenRules = (settings: TokenSettings, audiences: readonly string[]): TokenRules => {
  const { scopeClaims, scopePrefix, customerTypeClaim } = settings;
  const scopeClaim = scopeClaims.find((claim) => claim === 'scope') ?? scopeClaims[0] ?? '';
  const inToken = (scope: string) => (tokenChoices.scopes.includes(scope) ? `${scopePrefix}${scope}` : scope);
  return {
    ...tokenChoices,
    audiences,
    grant: (scope, customerType) => ({
      [scopeClaim]: scope.split(' ').map(inToken).join(' '),
      ...(customerType !== undefined && { [customerTypeClaim]: customerType }),
    }),
    authorizationScopes: (scope) => authorizationScopes(settings, scope as Scope),
    explainRefusal: (claims, scope) => {
      const unfit = unfitSetting(claims, scope as Scope, settings);
      if (!unfit) return undefined;
      return `${unfit.setting}=${unfit.value} does not fit the token; see its claims ${unfit.claims.join(', ')}`;
    },
  };
};
