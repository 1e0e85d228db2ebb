import type { StageSettingsInput } from './stage-settings.ts';

/** Production. Values with `example.com` and account 333333333333 are placeholders: `npm run deploy` refuses them. */
export const prod: StageSettingsInput = {
  account: '333333333333',
  region: 'eu-central-1',
  tokens: { issuer: 'https://issuer.example.com', audiences: ['order-service'] },
  paymentSecretArn:
    'arn:aws:secretsmanager:eu-central-1:333333333333:secret:order-service/prod/payment-key-AbCdEf',
  alarms: {
    page: ['on-call@example.com'],
    ticket: ['order-service-team@example.com'],
    monthlyBudget: 500,
    runbookBaseUrl: 'https://runbooks.example.com/order-service',
  },
};
