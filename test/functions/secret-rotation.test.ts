import { randomUUID } from 'node:crypto';
import { json, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentVariables as names } from '../../lib/contract/service.ts';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import {
  type PaymentSimulator,
  startPaymentSimulator,
} from '../../tools/local-cloud/payments/payment-simulator.ts';
import { anApiEvent } from '../builders/an-api-event.ts';
import { startScriptedServer } from '../harness/dynamodb/scripted-server.ts';
import { type RunningFunctions, startFunctions } from '../harness/functions/running-functions.ts';
import { signatureFor } from '../harness/payments/signed-webhook.ts';

const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;
const paymentArn = arnOf('payment-key');
const webhookArn = arnOf('webhook-secret');
const sku = 'TEA-001';

/** Stands in for Secrets Manager, which keeps the value before the last as `AWSPREVIOUS`. */
const startSecretsManager = async (secrets: Readonly<Record<string, string>>) => {
  const versions = new Map(Object.entries(secrets).map(([arn, value]) => [arn, [value]]));
  const server = await startScriptedServer(async (request, response) => {
    const { SecretId, VersionStage } = (await json(request)) as Record<string, string>;
    const kept = versions.get(SecretId ?? '') ?? [];
    const SecretString = kept.at(VersionStage === 'AWSPREVIOUS' ? -2 : -1);
    const answer = SecretString
      ? { ARN: SecretId, SecretString }
      : { __type: 'ResourceNotFoundException', message: 'no such version' };
    response.writeHead(SecretString ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer));
  });
  return { ...server, rotate: (arn: string, value: string) => versions.get(arn)?.push(value) };
};

/** The gateway behind a check of its keys. */
const startGateway = async (simulator: PaymentSimulator, keys: Set<string>) => {
  const refused: string[] = [];
  const server = await startScriptedServer(async (request, response) => {
    const { authorization = '', ...headers } = request.headers;
    const key = authorization.replace('Bearer ', '');
    const body = await text(request);
    response.setHeader('content-type', 'application/json');
    if (!keys.has(key)) {
      refused.push(key);
      const error = { type: 'invalid_request_error', message: 'Expired API Key provided' };
      response.writeHead(401).end(JSON.stringify({ error }));
      return;
    }
    const sent = Object.entries(headers).flatMap(([name, value]) =>
      /^(?:idempotency-key|content-type|stripe-version)$/.test(name) ? [[name, String(value)] as const] : [],
    );
    const answer = await fetch(new URL(request.url ?? '/', simulator.url), {
      method: request.method ?? 'GET',
      headers: { ...Object.fromEntries(sent), authorization },
      ...(body !== '' && { body }),
    });
    response.writeHead(answer.status).end(await answer.text());
  });
  return { ...server, refused };
};

describe('while secrets are rotated', () => {
  let functions: RunningFunctions;
  let simulator: PaymentSimulator;
  let gateway: Awaited<ReturnType<typeof startGateway>>;
  let manager: Awaited<ReturnType<typeof startSecretsManager>>;
  const keys = new Set(['sk_test_before']);

  beforeAll(async () => {
    simulator = await startPaymentSimulator({});
    gateway = await startGateway(simulator, keys);
    manager = await startSecretsManager({ [paymentArn]: 'sk_test_before', [webhookArn]: 'whsec_before' });
    functions = await startFunctions({
      [names.paymentSecret]: undefined,
      [names.webhookSecret]: undefined,
      [names.paymentSecretArn]: paymentArn,
      [names.webhookSecretArn]: webhookArn,
      [names.paymentGatewayUrl]: gateway.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.endpoint,
    });
    const product = { name: 'Assam, 100 g', unitPrice: { amount: 1_999, currency: 'USD' }, stock: 25 };
    const claims = { sub: 'root', scope: 'orders:admin' };
    await functions.invoke(
      'put-product',
      anApiEvent('put-product', { path: { sku }, claims, body: product }),
    );
  });

  afterAll(async () => {
    await functions.stop();
    await Promise.all([gateway.stop(), manager.stop(), simulator.close()]);
  });

  describe('the key of the payment gateway', () => {
    const pay = async () => {
      const headers = () => ({ 'idempotency-key': randomUUID() });
      const order = { items: [{ sku, quantity: 1 }] };
      const placed = await functions.invoke(
        'create-order',
        anApiEvent('create-order', { body: order, headers: headers() }),
      );
      const { id: orderId } = JSON.parse(placed.body) as { readonly id: string };
      const paid = await functions.invoke(
        'pay-order',
        anApiEvent('pay-order', {
          path: { orderId },
          body: { paymentMethod: testPaymentMethods.succeeds },
          headers: headers(),
        }),
      );
      const charges = simulator.ledger().filter((entry) => entry.orderId === orderId);
      return { status: paid.statusCode, charges: charges.length };
    };

    it('takes payments before', async () => {
      expect(await pay()).toEqual({ status: 200, charges: 1 });
    });

    it('takes payments while both keys are valid, and the new one is stored', async () => {
      keys.add('sk_test_after');
      manager.rotate(paymentArn, 'sk_test_after');
      expect(await pay()).toEqual({ status: 200, charges: 1 });
      expect(gateway.refused).toEqual([]);
    });

    it('charges once, within the same request, when the key that a function holds has expired', async () => {
      keys.delete('sk_test_before');
      expect(await pay()).toEqual({ status: 200, charges: 1 });
      expect(gateway.refused).toEqual(['sk_test_before']);
    });

    it('does not use the old key again', async () => {
      expect(await pay()).toEqual({ status: 200, charges: 1 });
      expect(gateway.refused).toEqual(['sk_test_before']);
    });
  });

  describe('the secret of webhooks', () => {
    const body = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'ping',
      data: { object: { object: 'ping' } },
    });
    const notify = async (...secrets: readonly string[]) => {
      const headers = {
        'content-type': 'application/json',
        'stripe-signature': signatureFor(body, secrets, Date.now()),
      };
      const event = anApiEvent('stripe-webhook', { rawBody: body, headers, claims: null });
      return (await functions.invoke('stripe-webhook', event)).statusCode;
    };

    it('accepts webhooks that are signed with both, before the new secret is stored', async () => {
      expect(await notify('whsec_before')).toBe(200);
      expect(await notify('whsec_after', 'whsec_before')).toBe(200);
    });

    it('accepts webhooks of either secret once the new one is stored', async () => {
      manager.rotate(webhookArn, 'whsec_after');
      expect(await notify('whsec_after')).toBe(200);
      expect(await notify('whsec_before')).toBe(200);
      expect(await notify('whsec_after', 'whsec_before')).toBe(200);
    });

    it('refuses webhooks of any other secret', async () => {
      expect(await notify('whsec_of_nobody')).toBe(400);
    });
  });
});
