import { fileURLToPath } from 'node:url';
import { paymentVariables } from '../../tools/local-cloud/payments/payment-account.ts';

const preload = fileURLToPath(new URL('loopback-only.cjs', import.meta.url));

// The threads of functions preload nothing, and the local run would send their payments to the account of a developer.
for (const name of Object.keys(paymentVariables)) delete process.env[name];

/** Options of Vitest that keep each test, and the processes that it starts, on this machine. */
export const loopbackOnly = {
  execArgv: ['--require', preload],
  env: {
    NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --require ${JSON.stringify(preload)}`.trim(),
  },
};
