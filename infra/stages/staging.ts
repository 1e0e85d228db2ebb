import type { StageSettingsInput } from './stage-settings.ts';

/** The rehearsal of production: the same settings in an account of its own. */
export const staging: StageSettingsInput = {
  account: '222222222222',
  region: 'eu-central-1',
  tokens: { issuer: 'https://issuer.example.com', audiences: ['order-service'] },
  paymentSecretArn:
    'arn:aws:secretsmanager:eu-central-1:222222222222:secret:order-service/staging/payment-key-AbCdEf',
  alarms: {
    page: ['staging-alarms@example.com'],
    ticket: ['staging-alarms@example.com'],
    monthlyBudget: 150,
    runbookBaseUrl: 'https://runbooks.example.com/order-service',
  },
};
