import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { labelledFetch } from '../../command-line/run-label.ts';
import { type CustomerRequest, orderService } from '../order-service-declaration.ts';
import type { EventRecord } from './event-record.ts';
import { untilAnswered } from './until-answered.ts';

export interface LoadOptions {
  readonly serviceUrl: string;
  readonly purchasesPerSecond: number;
  readonly record: EventRecord;
  /** Seconds since the game day began. */
  readonly now: () => number;
}

export interface Load {
  /** Whether customers pay in a way whose outcome comes later. */
  paySlowly(isSlow: boolean): void;
  /** Lets those who are buying finish. */
  stop(): Promise<void>;
  /** Correlation ids of the requests that got no answer of a function, or none while the customer waited. */
  unanswered(): readonly string[];
}

interface Answer {
  readonly status: number;
  readonly seconds: number;
  /** The order; absent after a failure. */
  readonly order?: Awaited<ReturnType<CustomerRequest>>['body'];
}

/** Longer than the gateway waits for a function: customers see every answer. */
const patienceMs = 35_000;

/** Status of a request whose customer has not waited for the answer. */
const gaveUp = 599;

/** How often a customer looks whether a payment has an outcome, and for how long. */
const lookEveryMs = 500;
const lookForMs = 60_000;

const { customers } = orderService;

const tokenOf = async (serviceUrl: string): Promise<string> => {
  const answer = await fetch(`${serviceUrl}/local/token`, {
    method: 'POST',
    body: JSON.stringify({ sub: 'game-day', ...customers.token }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
};

/** Customers who order and pay, so many a second, for any answers. */
export const startLoad = async (options: LoadOptions): Promise<Load> => {
  const { serviceUrl, purchasesPerSecond, record, now } = options;
  const token = await untilAnswered(() => tokenOf(serviceUrl));
  const unanswered: string[] = [];
  let paysSlowly = false;

  const client = customers.connect({
    baseUrl: serviceUrl,
    token,
    fetch: labelledFetch('game day'),
    // Every answer is an event, so that no failure is repeated.
    maxAttempts: 1,
    attemptMs: patienceMs,
  });

  const request = async (sent: CustomerRequest): Promise<Answer> => {
    const start = now();
    const correlationId = `game-day-${randomUUID()}`;
    try {
      const { status, body } = await sent(client, { correlationId });
      return { status, seconds: now() - start, order: body };
    } catch (error) {
      const { status = gaveUp, isAnswered = false } = customers.failureOf(error) ?? {};
      if (status >= 500 && !isAnswered) unanswered.push(correlationId);
      return { status, seconds: now() - start };
    }
  };

  /** Sends a request. A mistake of the customer is no event; one who has given up knows of none. */
  const send = async (sent: CustomerRequest): Promise<Answer> => {
    const answer = await request(sent);
    const { status } = answer;
    if (status < 400) record.add('availability', 'good', now());
    else if (status >= 500 && status !== gaveUp) record.add('availability', 'bad', now());
    return answer;
  };

  /** Waits until a payment has an outcome, and returns whether it succeeded; undefined when none is known. */
  const outcomeOf = async (orderId: string): Promise<boolean | undefined> => {
    for (let waited = 0; waited < lookForMs; waited += lookEveryMs) {
      const { order } = await send(customers.readOrder(orderId));
      if (order && order.payment?.status !== 'unknown') return order.payment?.status === 'paid';
      await sleep(lookEveryMs);
    }
    return undefined;
  };

  const pay = async (orderId: string): Promise<void> => {
    const method = paysSlowly ? customers.slowPayment(randomUUID()) : undefined;
    const { status } = await send(customers.payOrder(orderId, method));
    const isPaid = status === 200 || (await outcomeOf(orderId));
    if (isPaid !== undefined) record.add('payment-success', isPaid ? 'good' : 'bad', now());
  };

  const purchase = async (): Promise<void> => {
    const { order, seconds } = await send(customers.placeOrder);
    if (!order) return;
    const isLate = seconds * 1_000 > orderService.objectives['order-latency'].indicator.thresholdMs;
    record.add('order-latency', isLate ? 'bad' : 'good', now());
    await pay(order.id);
  };

  const buying = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const one = purchase().finally(() => buying.delete(one));
    buying.add(one);
  }, 1_000 / purchasesPerSecond);
  return {
    paySlowly(isSlow) {
      paysSlowly = isSlow;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(buying);
    },
    unanswered: () => unanswered,
  };
};
