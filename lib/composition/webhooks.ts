import { createWebhookReader } from '../adapters/stripe/webhook-notice.ts';
import { createNoticeTelemetry } from '../adapters/telemetry/emf-notice-telemetry.ts';
import { receiveNotice } from '../app/payment/receive-notice.ts';
import { createRawHandler } from '../middleware/api/raw-handler.ts';
import { createSecret } from '../platform/secrets/secret.ts';
import { composeParkDisputed, paymentGateway, settleMoney } from './payments.ts';
import { clock, environment, logger, metrics, pipeline, region } from './platform.ts';
import { secretsPolicy } from './secrets.ts';

export const rawHandler = createRawHandler(pipeline);

export const composeReceiveNotice = () =>
  receiveNotice({
    read: createWebhookReader({
      secret: createSecret({ ...environment.webhookSecret, region, now: clock, policy: secretsPolicy }),
      now: clock,
    }),
    gateway: paymentGateway(),
    settleMoney: settleMoney(),
    parkDisputed: composeParkDisputed(),
    onResult: createNoticeTelemetry(logger, metrics),
  });
