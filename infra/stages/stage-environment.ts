import { environmentVariables as names } from '../../lib/contract/service.ts';
import type { StageSettings } from './stage-settings.ts';

/** Environment variables of every function that follow from the settings of a stage. */
export const stageEnvironment = ({
  tokens,
  paymentSecretArn,
  catalogueCacheUrl,
  paymentWindowSeconds,
  unpaidOrdersLimit,
  paymentTriesPerHour,
  apiReference,
}: StageSettings): Readonly<Record<string, string>> => ({
  [names.paymentSecretArn]: paymentSecretArn,
  [names.tokenScopeClaims]: tokens.scopeClaims,
  [names.tokenScopePrefix]: tokens.scopePrefix,
  [names.tokenCustomerTypeClaim]: tokens.customerTypeClaim,
  [names.paymentWindowSeconds]: String(paymentWindowSeconds),
  [names.unpaidOrdersLimit]: String(unpaidOrdersLimit),
  [names.paymentTriesPerHour]: String(paymentTriesPerHour),
  [names.apiReference]: apiReference,
  ...(catalogueCacheUrl !== undefined && { [names.catalogueCacheUrl]: catalogueCacheUrl }),
});
