import { createHmac, randomBytes } from 'node:crypto';
import type { FaultInjection } from '../../faults/fault-injection.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** Where the gateway sends its events, and how it signs them. */
export interface WebhookEndpoint {
  readonly url: string;
  readonly secret: string;
  /** The types that the endpoint has subscribed to. */
  readonly types: readonly string[];
}

export interface WebhookSenderOptions {
  readonly endpoint: WebhookEndpoint;
  readonly faults: Pick<FaultInjection, 'webhooks' | 'wait'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Pauses before an event that was not taken is sent again, in milliseconds. */
  readonly retryMs?: readonly number[];
  /** Told what was given up. */
  readonly print: (text: string) => void;
}

export interface WebhookSender {
  send(event: WebhookEvent): void;
  /** Sends nothing any more. */
  close(): void;
}

/** Longest times, in milliseconds, by which an event can be held back. */
const holdMs = { reorder: 50, delay: 5_000 };

/** Header of a signed body. @param at milliseconds since 1970. @see https://docs.stripe.com/webhooks/signature */
export const signatureOf = (body: string, secret: string, at: number): string => {
  const timestamp = Math.floor(at / 1_000);
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return `t=${timestamp},v1=${signature}`;
};

/** An event as the gateway sends it: indented, so that no receiver can sign it again from its fields. */
const bodyOf = ({ type, object }: WebhookEvent, at: number): string =>
  JSON.stringify(
    {
      id: `evt_${randomBytes(12).toString('hex')}`,
      object: 'event',
      api_version: '2026-06-30.basil',
      created: Math.floor(at / 1_000),
      data: { object },
      livemode: false,
      pending_webhooks: 1,
      request: null,
      type,
    },
    null,
    2,
  );

/** Sends signed events, in any order and as often as faults make it; one that is not taken, a few times more. */
export const createWebhookSender = ({
  endpoint,
  faults,
  now,
  retryMs = [1_000, 5_000, 25_000],
  print,
}: WebhookSenderOptions): WebhookSender => {
  const { url, secret, types } = endpoint;
  const timers = new Set<NodeJS.Timeout>();
  const ended = new AbortController();

  const later = (waitMs: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, waitMs);
    timers.add(timer);
  };

  const post = async (body: string): Promise<string | undefined> => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signatureOf(body, secret, now()),
        },
        body,
        signal: ended.signal,
      });
      await answer.body?.cancel();
      return answer.ok ? undefined : `it was answered with ${answer.status}`;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };

  const attempt = async (type: string, body: string, tries: number): Promise<void> => {
    const problem = await post(body);
    if (problem === undefined || ended.signal.aborted) return;
    const waitMs = retryMs[tries];
    if (waitMs === undefined) print(`The webhook ${type} was given up: ${problem}.`);
    else later(waitMs, () => void attempt(type, body, tries + 1));
  };

  const deliver = (type: string, body: string) => {
    const waitMs =
      (faults.webhooks('reorder') ? faults.wait(holdMs.reorder) : 0) +
      (faults.webhooks('delay') ? faults.wait(holdMs.delay) : 0);
    later(waitMs, () => void attempt(type, body, 0));
  };

  return {
    send(event) {
      if (!types.includes(event.type) || faults.webhooks('lost')) return;
      const body = bodyOf(event, now());
      deliver(event.type, body);
      if (faults.webhooks('duplicate')) deliver(event.type, body);
    },
    close() {
      ended.abort();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
};
