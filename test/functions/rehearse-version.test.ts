import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { composeRehearsal } from '../../lib/composition/rehearsal.ts';
import { bundling } from '../../lib/contract/bundling.ts';
import { type ServedRouteId, servedRoutes } from '../../lib/contract/default-route.ts';
import { gatewayEvent } from '../../lib/contract/gateway-event.ts';
import type { RouteId } from '../../lib/contract/routes.ts';
import { environmentVariables as names, rehearsalStage } from '../../lib/contract/service.ts';
import type { ApiGatewayEvent } from '../../lib/middleware/api/api-event.ts';
import type { HookHandler } from '../../lib/middleware/deployment/hook-pipeline.ts';
import { build } from '../../tools/esbuild-service.ts';
import { functionBuildOptions } from '../../tools/local-cloud/bundler/build-options.ts';
import { projectFile, projectRoot } from '../../tools/project.ts';
import { aFunctionEnvironment } from '../builders/a-function-environment.ts';
import { aLambdaContext } from '../builders/a-lambda-context.ts';
import { anApiEvent } from '../builders/an-api-event.ts';
import { alarming, rollbackAlarmStates } from '../harness/cloudwatch/canary-alarms.ts';
import { startReleaseStandIn, type VersionOf } from '../harness/codedeploy/release-stand-in.ts';
import { type RunningFunctions, startFunctions } from '../harness/functions/running-functions.ts';
import { synthesized } from '../harness/infra/synthesized.ts';
import { validRequests } from '../harness/service/valid-requests.ts';

const sku = 'SYNTHETIC-001';
const synthetic = { [names.syntheticCustomerId]: 'synthetic-customer', [names.syntheticSku]: sku };

let functions: RunningFunctions;
let standIn: Awaited<ReturnType<typeof startReleaseStandIn>>;
let hook: HookHandler;
let failures = 0;

/** The code of this tree. */
const working: VersionOf = (routeId, event) =>
  functions.invoke(routeId as RouteId, event as ApiGatewayEvent, 20_000);

const versions: Record<string, VersionOf> = {
  1: working,
  2: working,
  crashing: () => Promise.reject(new Error('Runtime exited')),
  refusing: async () => ({ statusCode: 400, headers: {}, body: '{"error":{"code":"VAL-001"}}' }),
  failing: async () => ({ statusCode: 503, headers: {}, body: '{"error":{"code":"SYS-002"}}' }),
  forgetful: async () => ({ statusCode: 201, headers: {}, body: '{"id":"ord_01ARZ3NDEKTSV4RRFFQ69G5FAV"}' }),
  recovering: (routeId, event) => {
    failures += 1;
    return failures === 1 ? Promise.reject(new Error('cold')) : working(routeId, event);
  },
};

/** The hook as it is deployed: bundles replace parts of the SDK. */
const bundledRehearsal = async (): Promise<{ readonly composeRehearsal: typeof composeRehearsal }> => {
  const directory = projectFile('.build', 'rehearsal-test');
  const entries = { rehearsal: 'lib/composition/rehearsal.ts' };
  const options = functionBuildOptions(projectRoot, entries, bundling, directory);
  await build({ ...options, entryNames: '[name]', write: true });
  return import(pathToFileURL(join(directory, 'rehearsal.mjs')).href);
};

beforeAll(async () => {
  functions = await startFunctions(synthetic);
  standIn = await startReleaseStandIn(versions);
  const product = gatewayEvent({
    routeId: 'put-product',
    parameters: { sku },
    headers: {},
    body: { name: 'Synthetic', unitPrice: { amount: 100, currency: 'USD' }, stock: 100 },
    requestId: 'request-1',
    stage: '$default',
    claims: { sub: 'staff', scope: 'orders:admin' },
  });
  const put = await functions.invoke('put-product', product as unknown as ApiGatewayEvent);
  expect(put.statusCode).toBe(200);
  Object.assign(process.env, aFunctionEnvironment(synthetic), {
    AWS_LAMBDA_FUNCTION_NAME: 'order-service-dev-rehearse-version',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
  const bundle = await bundledRehearsal();
  hook = bundle.composeRehearsal({ lambda: standIn.endpoint, codeDeploy: standIn.endpoint });
});

afterAll(async () => {
  await standIn.stop();
  const lines = await functions.stop();
  const judged = lines.filter((line) => line.includes('slo_bad_events') && !line.includes('/products'));
  expect(judged).toEqual([]);
});

describe('the rehearsal of a version', () => {
  it.each(Object.keys(servedRoutes) as ServedRouteId[])(
    'lets the version of %s that works pass',
    async (id) => {
      expect(await standIn.deploy(id, '2', hook)).toBe('Succeeded');
      expect(standIn.aliasOf(id)).toBe('2');
      const own = standIn.invocations.filter(({ routeId }) => routeId === id);
      expect(own.length).toBeGreaterThan(0);
      expect(own.map(({ qualifier }) => qualifier)).toEqual(own.map(() => '2'));
    },
  );

  it('places an order by the version under test, and cancels it by the live one', async () => {
    await standIn.deploy('create-order', '2', hook);
    expect(standIn.invocations).toEqual([
      { routeId: 'create-order', qualifier: '2' },
      { routeId: 'get-order', qualifier: 'live' },
      { routeId: 'list-orders', qualifier: 'live' },
      { routeId: 'cancel-order', qualifier: 'live' },
    ]);
  });

  it.each([
    ['crashes', 'crashing'],
    ['refuses every request', 'refusing'],
    ['answers with 503', 'failing'],
    ['confirms an order that it did not store', 'forgetful'],
  ])('rejects a version that %s, and the alias stays where it was', async (_, version) => {
    const before = standIn.aliasOf('create-order');
    expect(await standIn.deploy('create-order', version, hook)).toBe('Failed');
    expect(standIn.aliasOf('create-order')).toBe(before);
  });

  it('rejects a version whose deployment is not known', async () => {
    const unknown = { DeploymentId: 'd-0', LifecycleEventHookExecutionId: 'hook' };
    // Not even the verdict can be reported.
    await expect(hook(unknown, aLambdaContext())).rejects.toThrow(/no such deployment/);
  });

  it('repeats a request that failed once', async () => {
    expect(await standIn.deploy('create-order', 'recovering', hook)).toBe('Succeeded');
  });

  it('lets a function return to its version before, although nothing works, without a request', async () => {
    await standIn.deploy('cancel-order', '2', hook);
    versions['1'] = () => Promise.reject(new Error('the tables are gone'));
    expect(await standIn.deploy('cancel-order', '1', hook)).toBe('Succeeded');
    versions['1'] = working;
    expect(standIn.aliasOf('cancel-order')).toBe('1');
    expect(standIn.invocations).toEqual([]);
  });

  it('rejects a version of a function that is none of the API', async () => {
    expect(await standIn.deploy('relay-events' as ServedRouteId, '2', hook)).toBe('Failed');
  });
});

describe('the rehearsal while the synthetic product is sold out', () => {
  let units: number;
  const moveStock = async (quantity: number) => {
    const event = anApiEvent('move-stock', {
      path: { sku },
      body: { quantity, reason: 'correction' },
      headers: { 'idempotency-key': randomUUID() },
      claims: { sub: 'staff', scope: 'orders:admin' },
    });
    expect((await functions.invoke('move-stock', event)).statusCode).toBe(201);
  };

  beforeAll(async () => {
    const event = anApiEvent('get-product', { path: { sku } });
    units = JSON.parse((await functions.invoke('get-product', event)).body).available;
    await moveStock(-units);
  });

  afterAll(() => moveStock(units));

  it.each(['create-order', 'get-order', 'list-orders', 'cancel-order'] as const)(
    'lets the version of %s that works pass, and rejects one that refuses every request',
    async (id) => {
      expect(await standIn.deploy(id, '2', hook)).toBe('Succeeded');
      expect(await standIn.deploy(id, 'refusing', hook)).toBe('Failed');
    },
  );
});

describe('a version that passes its rehearsal', () => {
  /** A version whose functions cannot reach the payment gateway, in a process of its own beside the others. */
  const unpayable = '12';
  let broken: RunningFunctions;

  const placeOrder = async (): Promise<string> => {
    const event = anApiEvent('create-order', {
      body: { items: [{ sku, quantity: 1 }] },
      headers: { 'idempotency-key': randomUUID() },
    });
    return JSON.parse((await functions.invoke('create-order', event)).body).id;
  };

  /** Customers pay by the version, and the alarms of the stage look at the lines that it prints. */
  const canaryOf = (payments: number) => async () => {
    for (let payment = 0; payment < payments; payment += 1) {
      const event = anApiEvent('pay-order', {
        path: { orderId: await placeOrder() },
        body: validRequests['pay-order'].body,
        headers: { 'idempotency-key': randomUUID() },
      });
      expect((await broken.invoke('pay-order', event)).statusCode).toBe(503);
    }
    const lines = await broken.stop();
    const { api } = synthesized({ stage: 'prod' });
    const run = { routeId: 'pay-order', version: unpayable, lines, invoked: payments };
    alarms = alarming(rollbackAlarmStates(api, run));
    return alarms.length > 0;
  };
  let alarms: string[];

  beforeEach(async () => {
    alarms = [];
    const settings = {
      ...synthetic,
      AWS_LAMBDA_FUNCTION_VERSION: unpayable,
      [names.paymentGatewayUrl]: 'http://127.0.0.1:9',
    };
    broken = await startFunctions(settings, {
      root: projectRoot,
      beside: { databaseEndpoint: functions.databaseEndpoint, busEndpoint: functions.busEndpoint },
    });
    versions[unpayable] = (routeId, event) =>
      broken.invoke(routeId as RouteId, event as ApiGatewayEvent, 20_000);
  });

  it('loses its part of the traffic by the alarms when it fails customers, and the alias stays', async () => {
    const before = standIn.aliasOf('pay-order');
    expect(await standIn.deploy('pay-order', unpayable, hook, canaryOf(5))).toBe('Stopped');
    expect(alarms).toEqual(['availability', 'payment-success']);
    expect(standIn.aliasOf('pay-order')).toBe(before);
  });

  it('is deployed when it gets too few requests for a judgement', async () => {
    expect(await standIn.deploy('pay-order', unpayable, hook, canaryOf(4))).toBe('Succeeded');
    expect(standIn.aliasOf('pay-order')).toBe(unpayable);
  });
});

describe('a rehearsal', () => {
  it('comes with a stage that API Gateway does not send', () => {
    expect(rehearsalStage).not.toBe('$default');
  });
});
