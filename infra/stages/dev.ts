import { localOrigins } from '../../lib/contract/cors.ts';
import type { StageSettingsInput } from './stage-settings.ts';

/** A stage for trying things out, in the account of the credentials. `dev-<name>` is another one with these settings. */
export const dev: StageSettingsInput = {
  tokens: { issuer: 'https://issuer.example.com', audiences: ['order-service'] },
  rollout: 'all-at-once',
  // The stage has no on-call engineer: without this line it has the alarms and dashboards of production, at their price.
  alarms: { monitoring: 'none' },
  corsOrigins: [...localOrigins],
  paymentSecretArn:
    'arn:aws:secretsmanager:eu-central-1:111111111111:secret:order-service/dev/payment-key-AbCdEf',
};
