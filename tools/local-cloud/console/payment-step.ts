import type { PaymentCall } from '../journal/payment-call.ts';
import { shortened, type TimelineStep } from './timeline-steps.ts';

interface Answer {
  readonly status?: string;
  readonly error?: { readonly code?: string; readonly decline_code?: string; readonly message?: string };
}

const failureOf = ({ status, answer }: PaymentCall): string | undefined => {
  if (status === undefined) return 'the gateway did not answer';
  if (status < 400) return undefined;
  const { code, decline_code: declineCode, message } = (answer as Answer).error ?? {};
  const codes = [code, declineCode].filter((part) => part !== undefined).join(', ');
  return (
    [codes, message].filter((part) => part !== undefined && part !== '').join(': ') || `status ${status}`
  );
};

/** A request to the payment gateway: as it was sent, and its answer. */
export const paymentStep = (call: PaymentCall, depth: number): TimelineStep => {
  const { at, ms, method, target, headers, parameters, status, answer, replayed } = call;
  const outcome = status !== undefined && status < 400 ? (answer as Answer).status : undefined;
  const notes = [
    status === undefined ? 'no answer' : String(status),
    outcome,
    replayed ? 'answer of an earlier request with this key' : undefined,
    parameters['payment_method'],
  ];
  const error = failureOf(call);
  return {
    kind: 'payment',
    depth,
    at,
    ms: Math.round(ms * 10) / 10,
    title: `${method} ${shortened(target)}`,
    note: notes.filter((note) => note !== undefined).join(', '),
    status: error === undefined ? 'ok' : 'failed',
    ...(error !== undefined && { error }),
    details: {
      request: { method, target, headers, parameters },
      ...(status === undefined ? { answer: 'none' } : { answer: { status, body: answer } }),
    },
  };
};
