import { randomUUID } from 'node:crypto';
import { type CustomerRequest, orderService } from '../order-service-declaration.ts';
import type { EventRecord } from './event-record.ts';

export interface LoadOptions {
  readonly serviceUrl: string;
  readonly purchasesPerSecond: number;
  readonly record: EventRecord;
  /** Seconds since the game day began. */
  readonly now: () => number;
}

export interface Load {
  /** Lets those who are buying finish. */
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly seconds: number;
  readonly body: { readonly id?: string };
}

const patienceMs = 15_000;

const tokenOf = async (serviceUrl: string): Promise<string> => {
  const answer = await fetch(`${serviceUrl}/local/token`, {
    method: 'POST',
    body: JSON.stringify({ sub: 'game-day', ...orderService.customers.token }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
};

/** Customers who order and pay, so many a second, whatever the service answers. */
export const startLoad = async (options: LoadOptions): Promise<Load> => {
  const { serviceUrl, purchasesPerSecond, record, now } = options;
  const token = await tokenOf(serviceUrl);

  const send = async ({ method, path, body }: CustomerRequest): Promise<Answer> => {
    const start = now();
    try {
      const answer = await fetch(`${serviceUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          [orderService.customers.idempotencyHeader]: randomUUID(),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await answer.text();
      return { status: answer.status, seconds: now() - start, body: JSON.parse(text) };
    } catch {
      return { status: 599, seconds: now() - start, body: {} };
    }
  };

  /** A mistake of the customer is no event. */
  const judgeAvailability = ({ status }: Answer): void => {
    if (status < 400 || status >= 500) record.add('availability', status >= 500 ? 'bad' : 'good', now());
  };

  const purchase = async (): Promise<void> => {
    const order = await send(orderService.customers.placeOrder());
    judgeAvailability(order);
    if (order.status !== 201 || order.body.id === undefined) return;
    const isLate = order.seconds * 1_000 > orderService.objectives['order-latency'].indicator.thresholdMs;
    record.add('order-latency', isLate ? 'bad' : 'good', now());
    const payment = await send(orderService.customers.payOrder(order.body.id));
    judgeAvailability(payment);
    record.add('payment-success', payment.status === 200 ? 'good' : 'bad', now());
  };

  const buying = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const one = purchase().finally(() => buying.delete(one));
    buying.add(one);
  }, 1_000 / purchasesPerSecond);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(buying);
    },
  };
};
