import { randomUUID } from 'node:crypto';
import type { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVersionInvoker } from '../../lib/adapters/lambda/version-invoker.ts';
import { rehearseVersion } from '../../lib/app/rehearse-version.ts';
import { type ServedRouteId, servedRoutes } from '../../lib/contract/default-route.ts';
import type { RouteId } from '../../lib/contract/routes.ts';
import { defaultTokenSettings } from '../../lib/contract/token-settings.ts';
import type { ApiGatewayEvent } from '../../lib/middleware/api/api-event.ts';
import { aCall } from '../builders/a-call.ts';
import { type RunningFunctions, startFunctions } from '../harness/functions/running-functions.ts';

let functions: RunningFunctions;

beforeAll(async () => {
  functions = await startFunctions();
});

afterAll(async () => {
  await functions.stop();
});

/** Lambda, as far as it invokes the functions of this tree. */
const send = async ({ input: { FunctionName = '', Payload = '' } }: InvokeCommand) => {
  const [routeId = ''] = FunctionName.split(':');
  const event = JSON.parse(String(Payload)) as ApiGatewayEvent;
  const answer = await functions.invoke(routeId as RouteId, event, 20_000);
  return { Payload: Buffer.from(JSON.stringify(answer)) };
};

describe('the rehearsal in a stage without synthetic orders', () => {
  it.each(Object.keys(servedRoutes) as ServedRouteId[])(
    'accepts the version of %s that works, by one request',
    async (routeId) => {
      const rehearse = rehearseVersion({
        invoke: createVersionInvoker({
          client: { send } as unknown as Pick<LambdaClient, 'send'>,
          namePrefix: '',
          customerId: 'deployment-rehearsal',
          tokenSettings: defaultTokenSettings,
          clock: Date.now,
        }),
        sku: undefined,
        newKey: randomUUID,
        pause: async () => {},
      });
      await expect(rehearse({ routeId, version: '2' }, aCall())).resolves.toEqual({});
    },
  );
});
