/**
 * How the gateway is down. `refuse`: no connection comes about. `hang`: requests are taken and never answered.
 * `error`: every answer is 503, which is kept under the idempotency key. In none of them is anything carried out.
 */
const outageModes = ['refuse', 'hang', 'error'] as const;
export type OutageMode = (typeof outageModes)[number];

export interface PaymentOutage {
  readonly mode: OutageMode;
  readonly seconds: number;
}

/** A description of an outage that cannot be; the message says why. */
export class PaymentOutageError extends Error {
  override readonly name = 'PaymentOutageError';
}

const maxSeconds = 3_600;

const parseObject = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below.
  }
  throw new PaymentOutageError('the body is not a JSON object');
};

/** @throws {PaymentOutageError} */
export const parsePaymentOutage = (text: string): PaymentOutage => {
  const { mode, seconds } = parseObject(text);
  const known = outageModes.find((candidate) => candidate === mode);
  if (!known) throw new PaymentOutageError(`mode must be one of ${outageModes.join(', ')}`);
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds <= maxSeconds)) {
    throw new PaymentOutageError(`seconds must be a number above 0, at most ${maxSeconds}`);
  }
  return { mode: known, seconds };
};
