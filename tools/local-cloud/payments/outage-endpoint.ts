import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import { PaymentOutageError, parsePaymentOutage } from './payment-outage.ts';
import type { PaymentSimulator } from './payment-simulator.ts';

const maxBodyBytes = 16 * 1024;

/** `POST /local/payments/outage`: takes the payment gateway down for a while. */
export const createOutageEndpoint =
  ({ beginOutage }: Pick<PaymentSimulator, 'beginOutage'>): RequestHandler =>
  async ({ readBody }) => {
    const body = await readBody(maxBodyBytes);
    if (!body) return jsonResponse(413, { message: 'Request Entity Too Large' });
    try {
      const outage = parsePaymentOutage(body.toString('utf8'));
      await beginOutage(outage);
      return jsonResponse(200, outage);
    } catch (error) {
      if (error instanceof PaymentOutageError) return jsonResponse(400, { message: error.message });
      throw error;
    }
  };

/** `DELETE /local/payments/outage`: ends it early. */
export const createOutageEndEndpoint =
  ({ endOutage }: Pick<PaymentSimulator, 'endOutage'>): RequestHandler =>
  async () => {
    await endOutage();
    return jsonResponse(200, {});
  };
