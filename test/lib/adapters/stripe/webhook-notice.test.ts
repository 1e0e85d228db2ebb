import { describe, expect, it } from 'vitest';
import { createWebhookReader } from '../../../../lib/adapters/stripe/webhook-notice.ts';
import { maxWebhookBytes } from '../../../../lib/contract/webhooks.ts';
import type { RotatedSecret } from '../../../../lib/platform/secrets/secret.ts';
import { aCall } from '../../../builders/a-call.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { aSecret } from '../../../doubles/a-secret.ts';
import { aSignedWebhook, signatureFor } from '../../../harness/payments/signed-webhook.ts';

const now = Date.parse('2026-07-01T12:00:00Z');
const orderId = orderIdOf(1);

const read = (
  { body, signature }: { readonly body: string; readonly signature: string | undefined },
  secret: RotatedSecret = aSecret('whsec_present'),
) => createWebhookReader({ secret, now: () => now })({ body: Buffer.from(body), signature }, aCall());

const refusedFor = (reason: string) => expect.objectContaining({ code: 'VAL-003', details: { reason } });

const intent = { id: 'pi_1', object: 'payment_intent', status: 'succeeded', metadata: { orderId } };
const ofObject = (type: string, object: Readonly<Record<string, unknown>>) =>
  read(aSignedWebhook({ type, object, at: now }));

describe('createWebhookReader', () => {
  describe('when the body has the signature', () => {
    const signed = aSignedWebhook({ object: intent, at: now });
    const notice = {
      id: 'evt_1',
      type: 'payment_intent.succeeded',
      about: { subject: 'payment', intentId: 'pi_1', orderId },
    };

    it.each([
      ['of the present secret', aSecret('whsec_present')],
      ['of the secret before the last rotation', aSecret('whsec_new', { previous: 'whsec_present' })],
      ['of a secret that was put in place just now', aSecret('whsec_old', { rotated: 'whsec_present' })],
    ])('%s, reads which payment it is about', async (_, secret) => {
      expect(await read(signed, secret)).toEqual(notice);
    });

    it('takes one right signature among several, as the gateway sends them while a secret is rotated', async () => {
      const signature = signatureFor(signed.body, ['whsec_other', 'whsec_present'], now);
      expect(await read({ ...signed, signature })).toEqual(notice);
    });

    it('checks the bytes that were sent: other whitespace is another body', async () => {
      const body = JSON.stringify(JSON.parse(signed.body));
      await expect(read({ ...signed, body })).rejects.toEqual(refusedFor('signature'));
    });
  });

  it.each([
    ['no signature', () => undefined],
    ['an empty signature', () => ''],
    ['the signature of another secret', (body: string) => signatureFor(body, ['whsec_other'], now)],
    ['a signature without a time', (body: string) => signatureFor(body, ['whsec_present'], now).slice(13)],
    [
      'a signature for another time',
      (body: string) => signatureFor(body, ['whsec_present'], now).replace(/t=\d+/, `t=${now / 1_000 + 1}`),
    ],
    ['another scheme', (body: string) => signatureFor(body, ['whsec_present'], now).replace('v1=', 'v0=')],
    ['a text', () => 'let me in'],
  ])('refuses %s with VAL-003', async (_, signatureOf) => {
    const { body } = aSignedWebhook({ at: now });
    await expect(read({ body, signature: signatureOf(body) })).rejects.toEqual(refusedFor('signature'));
  });

  it('accepts a webhook for five minutes after its signature', async () => {
    expect(await read(aSignedWebhook({ at: now - 300_000 }))).toMatchObject({ id: 'evt_1' });
    await expect(read(aSignedWebhook({ at: now - 301_000 }))).rejects.toEqual(refusedFor('signature'));
  });

  it.each([
    ['text', 'not JSON'],
    ['a list', '[]'],
    ['an object of another kind', '{"object":"payment_intent","id":"pi_1"}'],
    ['an event without data', '{"object":"event","id":"evt_1","type":"a"}'],
  ])('refuses signed bytes that are no event: %s', async (_, body) => {
    const signature = signatureFor(body, ['whsec_present'], now);
    await expect(read({ body, signature })).rejects.toEqual(refusedFor('body'));
  });

  it('refuses a body that is empty or too large before it reads a secret', async () => {
    const secret: RotatedSecret = Object.assign(() => Promise.reject(new Error('read')), {
      previous: () => Promise.reject(new Error('read')),
    });
    for (const body of ['', ' '.repeat(maxWebhookBytes + 1)]) {
      await expect(read({ body, signature: 't=1,v1=a' }, secret)).rejects.toEqual(refusedFor('body'));
    }
  });

  it('quotes nothing of a refused webhook', async () => {
    const refusal = await read({ body: '{"secret":"value"}', signature: 't=1,v1=ab' }).catch(
      (error) => error,
    );
    expect(JSON.stringify([refusal.details, refusal.loggedDetails, String(refusal.cause)])).not.toContain(
      'value',
    );
  });

  it.each([
    [
      'charge.refunded',
      { id: 'ch_1', object: 'charge', payment_intent: 'pi_1', metadata: { orderId } },
      'refund',
      orderId,
    ],
    [
      'refund.updated',
      { id: 're_1', object: 'refund', payment_intent: 'pi_1', metadata: {} },
      'refund',
      undefined,
    ],
    [
      'charge.dispute.created',
      { id: 'dp_1', object: 'dispute', payment_intent: { id: 'pi_1' } },
      'dispute',
      undefined,
    ],
    ['payment_intent.canceled', { ...intent, metadata: { orderId: 'ord_1' } }, 'payment', undefined],
  ])('reads from %s which payment it is about', async (type, object, subject, order) => {
    const { about } = await ofObject(type, object);
    expect(about).toEqual({ subject, intentId: 'pi_1', ...(order && { orderId: order }) });
  });

  it.each([
    ['of an unknown type', 'invoice.paid', { id: 'in_1', object: 'invoice', payment_intent: 'pi_1' }],
    [
      'about a charge without a payment',
      'charge.refunded',
      { id: 'ch_1', object: 'charge', payment_intent: null },
    ],
  ])('has nothing to look for in an event %s', async (_, type, object) => {
    expect(await ofObject(type, object)).toEqual({ id: 'evt_1', type });
  });
});
