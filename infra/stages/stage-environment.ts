import { environmentVariables as names, stripeUrl } from '../../lib/contract/service.ts';
import type { StageSettings } from './stage-settings.ts';

const syntheticEnvironment = ({
  apiUrl,
  tokenUrl,
  clientId,
  customerId,
  scope,
  audience,
  sku,
}: NonNullable<StageSettings['syntheticOrders']>): Readonly<Record<string, string>> => ({
  [names.syntheticApiUrl]: apiUrl,
  [names.syntheticTokenUrl]: tokenUrl,
  [names.syntheticClientId]: clientId,
  [names.syntheticCustomerId]: customerId,
  [names.syntheticScope]: scope,
  ...(audience !== undefined && { [names.syntheticAudience]: audience }),
  [names.syntheticSku]: sku,
});

/** Environment variables of every function that follow from the settings of a stage. */
export const stageEnvironment = ({
  tokens,
  paymentSecretArn,
  catalogueCacheUrl,
  paymentWindowSeconds,
  unpaidOrdersLimit,
  paymentTriesPerHour,
  apiReference,
  syntheticOrders,
}: StageSettings): Readonly<Record<string, string>> => ({
  [names.paymentSecretArn]: paymentSecretArn,
  [names.paymentGatewayUrl]: stripeUrl,
  [names.tokenScopeClaims]: tokens.scopeClaims,
  [names.tokenScopePrefix]: tokens.scopePrefix,
  [names.tokenCustomerTypeClaim]: tokens.customerTypeClaim,
  [names.paymentWindowSeconds]: String(paymentWindowSeconds),
  [names.unpaidOrdersLimit]: String(unpaidOrdersLimit),
  [names.paymentTriesPerHour]: String(paymentTriesPerHour),
  [names.apiReference]: apiReference,
  ...(syntheticOrders && syntheticEnvironment(syntheticOrders)),
  ...(catalogueCacheUrl !== undefined && { [names.catalogueCacheUrl]: catalogueCacheUrl }),
});
