import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWebhookReader } from '../../../../../lib/adapters/stripe/webhook-notice.ts';
import type { PaymentNotice } from '../../../../../lib/app/ports/payment-notice.ts';
import { createFaultInjection } from '../../../../../tools/local-cloud/faults/fault-injection.ts';
import type { FaultSettings } from '../../../../../tools/local-cloud/faults/fault-settings.ts';
import { jsonResponse } from '../../../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../../../tools/local-cloud/http/http-server.ts';
import {
  createWebhookSender,
  type WebhookSender,
} from '../../../../../tools/local-cloud/payments/webhooks/webhook-sender.ts';
import { aCall } from '../../../../builders/a-call.ts';
import { aSecret } from '../../../../doubles/a-secret.ts';

const secret = 'whsec_of_the_test';
const event = (id: string, type = 'payment_intent.succeeded') => ({
  type,
  object: { id, object: 'payment_intent' },
});

describe('createWebhookSender', () => {
  let server: HttpServer | undefined;
  let sender: WebhookSender | undefined;
  afterEach(async () => {
    sender?.close();
    await server?.close(0);
  });

  /** An endpoint that reads what the sender signs, and refuses the first `refusals` requests. */
  const start = async (webhooks: FaultSettings['webhooks'] = {}, refusals = 0) => {
    const read = createWebhookReader({ secret: aSecret(secret), now: Date.now });
    const received: PaymentNotice[] = [];
    const printed: string[] = [];
    let requests = 0;
    server = await startHttpServer(async ({ request, readBody }) => {
      requests += 1;
      if (requests <= refusals) return jsonResponse(503, {});
      const body = (await readBody(100_000)) ?? Buffer.alloc(0);
      const signature = request.headers['stripe-signature']?.toString();
      received.push(await read({ body, signature }, aCall()));
      return jsonResponse(200, {});
    }, 0);
    sender = createWebhookSender({
      endpoint: { url: server.url, secret, types: ['payment_intent.succeeded'] },
      faults: createFaultInjection({ seed: 1, bus: {}, logs: {}, webhooks }),
      now: Date.now,
      retryMs: [1, 1],
      print: (text) => printed.push(text),
    });
    const { send } = sender;
    return { send, received, printed, requests: () => requests };
  };
  const intentsOf = (received: readonly PaymentNotice[]) => received.map(({ about }) => about?.intentId);

  it('signs events with a signature that the service accepts', async () => {
    const { send, received } = await start();
    send(event('pi_1'));
    await vi.waitUntil(() => received.length === 1);
    expect(received).toEqual([
      {
        id: expect.stringMatching(/^evt_/),
        type: 'payment_intent.succeeded',
        about: { subject: 'payment', intentId: 'pi_1' },
      },
    ]);
  });

  it('sends only types that the endpoint has subscribed to', async () => {
    const { send, received } = await start();
    send(event('pi_1', 'payment_intent.created'));
    send(event('pi_2'));
    await vi.waitUntil(() => received.length === 1);
    expect(intentsOf(received)).toEqual(['pi_2']);
  });

  it('sends the same event again until it is accepted', async () => {
    const { send, received, requests } = await start({}, 2);
    send(event('pi_1'));
    await vi.waitUntil(() => received.length === 1);
    expect(requests()).toBe(3);
  });

  it('reports an event that it gives up', async () => {
    const { send, printed } = await start({}, 99);
    send(event('pi_1'));
    await vi.waitUntil(() => printed.length === 1);
    expect(printed).toEqual(['The webhook payment_intent.succeeded was given up: it was answered with 503.']);
  });

  it('doubles an event under its id', async () => {
    const { send, received } = await start({ duplicate: 1 });
    send(event('pi_1'));
    await vi.waitUntil(() => received.length === 2);
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  });

  it('loses events, and only those', async () => {
    const { send, received } = await start({ lost: 0.5 });
    const sent = Array.from({ length: 20 }, (_, n) => `pi_${n}`);
    for (const id of sent) send(event(id));
    const faults = createFaultInjection({ seed: 1, bus: {}, logs: {}, webhooks: { lost: 0.5 } });
    const kept = sent.filter(() => !faults.webhooks('lost'));
    await vi.waitUntil(() => received.length === kept.length);
    expect(intentsOf(received).sort()).toEqual([...kept].sort());
    expect(kept.length).toBeLessThan(20);
  });

  it('reorders events', async () => {
    const { send, received } = await start({ reorder: 1 });
    const sent = Array.from({ length: 10 }, (_, n) => `pi_${n}`);
    for (const id of sent) send(event(id));
    await vi.waitUntil(() => received.length === sent.length);
    expect(intentsOf(received)).not.toEqual(sent);
  });
});
