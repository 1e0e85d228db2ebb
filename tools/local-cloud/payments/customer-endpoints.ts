import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { PaymentSimulator } from './payment-simulator.ts';
import { StripeFault } from './stripe-fault.ts';

const maxBodyBytes = 16 * 1024;

const outcomes = ['succeeded', 'failed'] as const;

const outcomeIn = (text: string): (typeof outcomes)[number] | undefined => {
  try {
    const { outcome } = JSON.parse(text);
    return outcomes.find((known) => known === outcome);
  } catch {
    return undefined;
  }
};

const orFault = (run: () => unknown) => {
  try {
    return jsonResponse(200, run());
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    return jsonResponse(error.status === 404 ? 404 : 409, { message: error.message });
  }
};

/** `POST /local/payments/{id}/authentication`: what the customer answers when the bank asks for authentication. */
const createAuthenticationEndpoint =
  ({ authenticate }: Pick<PaymentSimulator, 'authenticate'>, intentId: string): RequestHandler =>
  async ({ readBody }) => {
    const outcome = outcomeIn((await readBody(maxBodyBytes))?.toString('utf8') ?? '');
    if (!outcome) return jsonResponse(400, { message: `outcome must be one of ${outcomes.join(', ')}` });
    return orFault(() => authenticate(intentId, outcome));
  };

/** `POST /local/payments/{id}/dispute`: the customer disputes the charge at their bank. */
const createDisputeEndpoint =
  ({ dispute }: Pick<PaymentSimulator, 'dispute'>, intentId: string): RequestHandler =>
  async () =>
    orFault(() => dispute(intentId));

const endpoints = { authentication: createAuthenticationEndpoint, dispute: createDisputeEndpoint } as const;

/** The endpoint for what a customer does with a payment; `undefined` when the path is none. */
export const customerEndpoint = (
  payments: Pick<PaymentSimulator, 'authenticate' | 'dispute'>,
  path: string,
): RequestHandler | undefined => {
  const [, intentId, action] = /^\/local\/payments\/(\w+)\/(authentication|dispute)$/.exec(path) ?? [];
  if (intentId === undefined) return undefined;
  return endpoints[action as keyof typeof endpoints](payments, intentId);
};
