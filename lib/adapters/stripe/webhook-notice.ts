import * as z from 'zod';
import type { PaymentNotice, ReadPaymentNotice, SignedMessage } from '../../app/ports/payment-notice.ts';
import { webhookRefused } from '../../contract/errors/factories.ts';
import { maxWebhookBytes, webhookSubject, webhookToleranceSeconds } from '../../contract/webhooks.ts';
import { isOrderId } from '../../domain/identifiers.ts';
import type { Clock } from '../../platform/ports.ts';
import type { RotatedSecret } from '../../platform/secrets/secret.ts';

const id = z.string().regex(/^[a-z]{2,8}_[A-Za-z0-9_]{1,120}$/);

/** All that is read of an event: its type, and which payment it is about. */
const eventSchema = z.object({
  object: z.literal('event'),
  id,
  type: z.string().min(1).max(100),
  data: z.object({
    object: z.object({
      object: z.string(),
      id: id.optional().catch(undefined),
      payment_intent: z
        .union([id, z.object({ id }).transform((intent) => intent.id)])
        .optional()
        .catch(undefined),
      metadata: z
        .object({ orderId: z.string().refine(isOrderId) })
        .optional()
        .catch(undefined),
    }),
  }),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** @throws {ServiceError} VAL-003 when it is not an event. */
const noticeOf = (text: string): PaymentNotice => {
  const event = eventSchema.safeParse(parseJson(text));
  if (!event.success) throw webhookRefused('body');
  const { id: eventId, type, data } = event.data;
  const { object, id: objectId, payment_intent: payment, metadata } = data.object;
  const subject = webhookSubject(type);
  const intentId = object === 'payment_intent' ? objectId : payment;
  if (subject === undefined || intentId === undefined) return { id: eventId, type };
  return { id: eventId, type, about: { subject, intentId, orderId: metadata?.orderId } };
};

const isSignedWith = async (
  { body, signature }: SignedMessage,
  secret: string | undefined,
  at: number,
): Promise<boolean> => {
  if (secret === undefined) return false;
  const { StripePackage } = await import('./stripe-package.ts');
  try {
    const verified = await StripePackage.webhooks.signature?.verifyHeaderAsync(
      body,
      signature ?? '',
      secret,
      webhookToleranceSeconds,
      undefined,
      at,
    );
    return verified === true;
  } catch (error) {
    // The error quotes the message and its signature, so it goes no further.
    if (error instanceof StripePackage.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
};

/**
 * Reads webhooks of Stripe. A signature of the present secret counts, one of the secret from before the last rotation,
 * and one of a secret that was put in place only now.
 */
export const createWebhookReader =
  ({ secret, now }: { readonly secret: RotatedSecret; readonly now: Clock }): ReadPaymentNotice =>
  async (message, options) => {
    if (message.body.byteLength === 0 || message.body.byteLength > maxWebhookBytes) {
      throw webhookRefused('body');
    }
    // Without a signature, no secret is asked for.
    if (!message.signature) throw webhookRefused('signature');
    const current = await secret(options);
    const isSigned =
      (await isSignedWith(message, current, now())) ||
      (await isSignedWith(message, await secret.previous(options), now())) ||
      (await isSignedWith(message, await secret(options, current), now()));
    if (!isSigned) throw webhookRefused('signature');
    return noticeOf(new TextDecoder().decode(message.body));
  };
