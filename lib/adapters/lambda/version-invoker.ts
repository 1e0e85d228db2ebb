import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { VersionInvoker } from '../../app/ports/version-invoker.ts';
import { servedRoutes } from '../../contract/default-route.ts';
import { gatewayEvent } from '../../contract/gateway-event.ts';
import { headers } from '../../contract/headers.ts';
import { rehearsalStage } from '../../contract/service.ts';
import type { TokenSettings } from '../../contract/token-settings.ts';
import type { Clock } from '../../platform/ports.ts';

export interface VersionInvokerOptions {
  readonly client: Pick<LambdaClient, 'send'>;
  /** Text before the id of a route in the name of its function. */
  readonly namePrefix: string;
  /** Customer of the requests. */
  readonly customerId: string;
  readonly tokenSettings: TokenSettings;
  readonly clock: Clock;
}

/** Scope that a token needs for a route, as the claims of the deployment's issuer state it. */
const scopeClaims = (scope: string | null, { scopeClaims: [claim = 'scp'], scopePrefix }: TokenSettings) =>
  scope === null ? {} : { [claim]: `${scopePrefix}${scope}` };

/** Invokes functions with the event that API Gateway would send for a request with a valid token. */
export const createVersionInvoker =
  ({ client, namePrefix, customerId, tokenSettings, clock }: VersionInvokerOptions): VersionInvoker =>
  async ({ routeId, qualifier, parameters, body, idempotencyKey }, { signal }) => {
    const route = servedRoutes[routeId];
    const event = gatewayEvent({
      routeId,
      parameters,
      body,
      headers: { [headers.idempotencyKey.toLowerCase()]: idempotencyKey },
      requestId: idempotencyKey,
      stage: rehearsalStage,
      claims: { sub: customerId, ...scopeClaims('scope' in route ? route.scope : null, tokenSettings) },
      arrivedAt: clock(),
    });
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({
        // Not as a query: the signer of bundles signs none.
        FunctionName: `${namePrefix}${routeId}:${qualifier}`,
        Payload: JSON.stringify(event),
      }),
      { abortSignal: signal },
    );
    const text = Payload === undefined ? '' : Buffer.from(Payload).toString('utf8');
    if (FunctionError !== undefined) return { status: 0, body: text };
    const { statusCode = 0, body: answered = '' } = JSON.parse(text) as {
      readonly statusCode?: number;
      readonly body?: string;
    };
    return { status: statusCode, body: answered };
  };
