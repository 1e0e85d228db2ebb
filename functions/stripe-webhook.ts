import { composeReceiveNotice, rawHandler } from '../lib/composition/webhooks.ts';
import { webhookSignatureHeader } from '../lib/contract/webhooks.ts';
import { ok } from '../lib/platform/response.ts';

const receiveNotice = composeReceiveNotice();

export const handler = rawHandler('stripe-webhook', async ({ body, header, correlationId, options }) => {
  await receiveNotice({ body, signature: header(webhookSignatureHeader), correlationId }, options);
  return ok({ received: true });
});
