import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultTokenSettings } from '../../../../lib/contract/token-settings.ts';
import { createEventPath } from '../../../../tools/local-cloud/composition/event-path.ts';
import {
  createLocalEndpoints,
  isLocalEndpoint,
} from '../../../../tools/local-cloud/endpoints/local-endpoints.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { loadSigningKey } from '../../../../tools/local-cloud/identity/signing-key.ts';
import { createTokenIssuer } from '../../../../tools/local-cloud/identity/token-issuer.ts';
import type { LambdaService } from '../../../../tools/local-cloud/lambda/lambda-service.ts';
import { createLogStore } from '../../../../tools/local-cloud/logs/log-store.ts';
import { tokenRules } from '../../../../tools/local-cloud/order-service-tokens.ts';
import { paces } from '../../../../tools/local-cloud/pace.ts';
import {
  type PaymentSimulator,
  startPaymentSimulator,
} from '../../../../tools/local-cloud/payments/payment-simulator.ts';
import { createScheduleRunner } from '../../../../tools/local-cloud/schedules/schedule-runner.ts';
import { anyAccess } from '../../../harness/local-cloud/any-access.ts';
import { fixtureDeployment } from '../../../harness/local-cloud/fixture-deployment.ts';

const issuerUrl = 'http://127.0.0.1:1/local/issuer';
const lambda: Pick<LambdaService, 'snapshot'> = { snapshot: () => new Map() };

describe('createLocalEndpoints', () => {
  let server: HttpServer;
  let payments: PaymentSimulator;
  let withStripe: HttpServer;
  const logs = createLogStore(() => 0);

  beforeAll(async () => {
    const issuer = createTokenIssuer(
      issuerUrl,
      tokenRules(defaultTokenSettings, ['order-service']),
      await loadSigningKey(),
      Date.now,
    );
    const home = 'home page';
    const schedules = createScheduleRunner({
      intervals: { sweep: 60_000 },
      invoke: async () => ({ outcome: { status: 'succeeded', payload: 'null' }, coldStart: false }),
      now: () => 0,
    });
    payments = await startPaymentSimulator();
    const createEndpoints = (paymentsAt?: string) =>
      createLocalEndpoints({
        paymentsAt,
        issuer,
        logs,
        lambda: lambda as LambdaService,
        payments,
        schedules,
        path: createEventPath({
          deployment: fixtureDeployment(),
          accessControl: anyAccess,
          pace: paces.local,
          print: () => {},
        }),
        resources: { eventBus: 'things' },
        customerTypes: ['standard'],
        home,
        isBackground: () => false,
      });
    server = await startHttpServer(createEndpoints(), 0);
    withStripe = await startHttpServer(createEndpoints('https://api.stripe.com'), 0);
    logs.append('/aws/lambda/create-order', 's', ['{"correlationId":"abc-12345"}', 'plain']);
  });
  afterAll(() => Promise.all([server.close(0), withStripe.close(0), payments.close()]));

  const get = async (path: string) => {
    const answer = await fetch(`${server.url}${path}`);
    return { status: answer.status, body: await answer.text() };
  };
  const postToken = async (body: string) => {
    const answer = await fetch(`${server.url}/local/token`, { method: 'POST', body });
    return { status: answer.status, body: await answer.json() };
  };

  it('runs a scheduled function at once, and answers its result', async () => {
    const schedules = async () => JSON.parse((await get('/local/schedules')).body).items;
    expect(await schedules()).toEqual([{ name: 'sweep', everySeconds: 60, runs: 0 }]);
    const answer = await fetch(`${server.url}/local/schedules/sweep`, { method: 'POST' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ name: 'sweep', status: 'succeeded' });
    const epoch = '1970-01-01T00:00:00.000Z';
    const lastRun = { startedAt: epoch, endedAt: epoch, status: 'succeeded' };
    expect(await schedules()).toEqual([{ name: 'sweep', everySeconds: 60, runs: 1, lastRun }]);
  });

  it.each([
    ['schedules/nap', 'There is no scheduled job nap: there are sweep.'],
    ['queues/nap/redrive', 'There is no queue nap: there are none.'],
    ['rules/nap/purge', 'There is no rule nap: there are none.'],
    ['functions/nap/kill', 'There is no function nap: there are none.'],
    ['functions/nap/invocations', 'There is no function nap: there are none.'],
  ])('lists the endpoints in the answer to /local/%s', async (path, message) => {
    const answer = await fetch(`${server.url}/local/${path}`, { method: 'POST' });
    expect([answer.status, await answer.json()]).toEqual([404, { message }]);
  });

  it('shows the home page', async () => {
    expect(await get('/')).toEqual({ status: 200, body: 'home page' });
  });

  it('issues a token', async () => {
    const { status, body } = await postToken('{"sub":"alice","scope":"orders:read"}');
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 3_600,
    });
  });

  it('answers the reason for a refused token', async () => {
    expect(await postToken('{"sub":"alice"}')).toEqual({
      status: 400,
      body: { message: 'scope must be a string of scopes separated by single spaces' },
    });
    expect((await postToken('x'.repeat(20_000))).status).toBe(413);
  });

  it('publishes the issuer and its keys', async () => {
    const discovery = JSON.parse((await get('/local/issuer/.well-known/openid-configuration')).body);
    expect(discovery.issuer).toBe(issuerUrl);
    const { keys } = JSON.parse((await get(new URL(discovery.jwks_uri).pathname)).body);
    expect(keys).toEqual([expect.objectContaining({ kty: 'RSA', alg: 'RS256', kid: expect.any(String) })]);
  });

  it.each([
    ['/local/logs', 2],
    ['/local/logs?limit=1', 1],
    ['/local/logs?function=create-order', 2],
    ['/local/logs?function=get-order', 0],
    ['/local/logs?correlationId=abc-12345', 1],
  ])('gives the logs of %s', async (path, count) => {
    expect(JSON.parse((await get(path)).body).items).toHaveLength(count);
  });

  it.each([
    ['/local/logs?order=1', 'unknown parameter "order"; use limit, correlationId'],
    ['/local/events?order=1', 'unknown parameter "order"; use limit, orderId'],
    ['/local/functions?name=x', 'unknown parameter "name"; this endpoint takes none'],
    ['/local/events?limit=1&limit=2', 'parameter limit is given twice'],
    ['/local/logs?level=warn', 'level must be one of DEBUG, INFO, WARN, ERROR'],
    ['/local/logs?without=x', 'without takes metrics, background'],
    ['/local/logs?after=x', 'after must be the number next of an earlier answer'],
  ])('refuses the parameters of %s', async (path, message) => {
    const { status, body } = await get(path);
    expect([status, JSON.parse(body).message]).toEqual([400, expect.stringContaining(message)]);
  });

  it.each(['0', '-1', 'x', '1e9', '50001', ''])('refuses the limit %j', async (limit) => {
    expect((await get(`/local/logs?limit=${limit}`)).status).toBe(400);
  });

  it('lists the functions', async () => {
    expect(JSON.parse((await get('/local/functions')).body)).toEqual({ items: [] });
  });

  it('shows payments, and begins and ends an outage of the payment gateway', async () => {
    expect(JSON.parse((await get('/local/payments')).body)).toEqual({ items: [] });
    const outage = `${server.url}/local/payments/outage`;
    const body = '{"seconds":60,"mode":"error"}';
    expect((await fetch(outage, { method: 'POST', body })).status).toBe(200);
    expect((await fetch(payments.url)).status).toBe(503);
    expect((await fetch(outage, { method: 'DELETE' })).status).toBe(200);
    expect((await fetch(payments.url)).status).toBe(401);
    const { status, headers } = await fetch(outage);
    expect([status, headers.get('allow')]).toEqual([405, 'POST, DELETE']);
  });

  it.each(['', '/outage', '/pi_1/dispute'])(
    'has no simulator at /local/payments%s when payments go to Stripe',
    async (path) => {
      const answer = await fetch(`${withStripe.url}/local/payments${path}`);
      expect([answer.status, await answer.json()]).toEqual([
        409,
        { message: 'payments go to https://api.stripe.com, not to the payment simulator' },
      ]);
    },
  );

  it('answers the addresses of the resources', async () => {
    expect(JSON.parse((await get('/local/resources')).body)).toEqual({ eventBus: 'things' });
  });

  it('answers no other path', async () => {
    expect((await get('/local/other')).status).toBe(404);
    const answer = await fetch(`${server.url}/local/token`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });
});

describe('isLocalEndpoint', () => {
  it.each([
    ['/', true],
    ['/?a', true],
    ['/local/logs?x=1', true],
    ['/locality', false],
    ['/api/v1/orders', false],
    [undefined, false],
  ])('distinguishes %j from the API: %j', (target, local) => {
    expect(isLocalEndpoint(target)).toBe(local);
  });
});
