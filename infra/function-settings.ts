import type { App } from 'aws-cdk-lib';
import { cacheAddressForm, isCacheAddress } from '../lib/contract/cache-address.ts';
import { environmentVariables } from '../lib/contract/service.ts';

/** Context key → variable of every function that it sets; without it the function's own default holds. */
const settings = {
  paymentWindowSeconds: environmentVariables.paymentWindowSeconds,
  unpaidOrdersLimit: environmentVariables.unpaidOrdersLimit,
  paymentTriesPerHour: environmentVariables.paymentTriesPerHour,
  catalogueCacheUrl: environmentVariables.catalogueCacheUrl,
  tokenScopeClaims: environmentVariables.tokenScopeClaims,
  tokenScopePrefix: environmentVariables.tokenScopePrefix,
  tokenCustomerTypeClaim: environmentVariables.tokenCustomerTypeClaim,
} as const;

const assertUsable = (key: string, value: string): void => {
  if (key !== 'catalogueCacheUrl' || isCacheAddress(value)) return;
  throw new Error(`context ${key} must be ${cacheAddressForm}`);
};

/**
 * Settings of the functions that a deployment may choose: `-c paymentWindowSeconds=600`.
 * @throws {Error} naming a value that every function would refuse at its start.
 */
export const functionSettings = (app: App): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([key, variable]) => {
      const value: unknown = app.node.tryGetContext(key);
      if (value === undefined) return [];
      assertUsable(key, String(value));
      return [[variable, String(value)]];
    }),
  );
