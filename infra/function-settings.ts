import type { App } from 'aws-cdk-lib';
import { environmentVariables } from '../lib/contract/service.ts';

/** Context key → variable of every function that it sets; without it the function's own default holds. */
const settings = {
  paymentWindowSeconds: environmentVariables.paymentWindowSeconds,
  unpaidOrdersLimit: environmentVariables.unpaidOrdersLimit,
  catalogueCacheUrl: environmentVariables.catalogueCacheUrl,
} as const;

/** Settings of the functions that a deployment may choose: `-c paymentWindowSeconds=600`. */
export const functionSettings = (app: App): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([key, variable]) => {
      const value: unknown = app.node.tryGetContext(key);
      return value === undefined ? [] : [[variable, String(value)]];
    }),
  );
