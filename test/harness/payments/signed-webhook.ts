import { createHmac } from 'node:crypto';

export interface WebhookFacts {
  readonly id?: string;
  readonly type?: string;
  /** The object that the event is about. */
  readonly object?: Readonly<Record<string, unknown>>;
  readonly secret?: string;
  /** Milliseconds since 1970 at which it is signed. */
  readonly at?: number;
}

/** Header of a body that was signed with each of the secrets. @param at milliseconds since 1970. */
export const signatureFor = (body: string, secrets: readonly string[], at: number): string => {
  const timestamp = Math.floor(at / 1_000);
  const signatures = secrets.map((secret) =>
    createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex'),
  );
  return [`t=${timestamp}`, ...signatures.map((signature) => `v1=${signature}`)].join(',');
};

/** A webhook as the payment gateway sends it, and its signature. */
export const aSignedWebhook = ({
  id = 'evt_1',
  type = 'payment_intent.succeeded',
  object = { id: 'pi_1', object: 'payment_intent' },
  secret = 'whsec_present',
  at = Date.now(),
}: WebhookFacts = {}) => {
  const body = JSON.stringify({ id, object: 'event', type, data: { object } }, null, 2);
  return { body, signature: signatureFor(body, [secret], at) };
};
