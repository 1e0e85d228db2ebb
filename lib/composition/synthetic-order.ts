import { randomUUID } from 'node:crypto';
import { createHttpStorefront } from '../adapters/http/http-storefront.ts';
import { placeSyntheticOrder } from '../app/place-synthetic-order.ts';
import type { Storefront } from '../app/ports/storefront.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { createSecret } from '../platform/secrets/secret.ts';
import { clock, environment, logger, metrics, region } from './platform.ts';
import { secretsPolicy } from './secrets.ts';

const storefront = (): Storefront | undefined => {
  const { apiUrl, tokenUrl, clientId, clientSecret, scope, audience, sku } = environment.syntheticOrders;
  if (apiUrl === undefined || tokenUrl === undefined || clientId === undefined) return undefined;
  return createHttpStorefront({
    apiUrl,
    tokenUrl,
    clientId,
    clientSecret: createSecret({ ...clientSecret, region, now: clock, policy: secretsPolicy }),
    scope,
    audience,
    sku,
    clock,
    newKey: randomUUID,
    fetch,
  });
};

export const composePlaceSyntheticOrder = () =>
  placeSyntheticOrder({
    storefront: storefront(),
    onOutcome: (outcome) => metrics.increment('order_service_synthetic_orders_total', { outcome }),
    onFailure: (error) => logger.error(logEvents.syntheticOrderFailed, { error }),
  });
