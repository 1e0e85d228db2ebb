import { errorEnvelopeSchema } from '../../lib/contract/schemas/error-envelope-schema.ts';
import { jsonOf } from '../json-of.ts';
import { explains, type LoadRoute, type Phase } from './plan.ts';

/** An answer under load. */
export interface LoadAnswer {
  readonly route: LoadRoute;
  /** 0 when the connection ended without an answer. */
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

/** Errors of a dependency, of the deadline and of concurrency; no other 5xx has an explanation. */
const explained = new Set(['SYS-002', 'SYS-003', 'SYS-004']);

/** Longest time that a client waits: the gateway of HTTP APIs ends a request then. */
export const deadlineMs = 30_000;

/**
 * The fault of an answer; `undefined` if it has none.
 * @param phase the faults at that time.
 */
export const judgeAnswer = (answer: LoadAnswer, phase: Phase = []): string | undefined => {
  const { route, status, body, ms } = answer;
  const problem = (text: string) => `${route} was answered ${status} ${body.slice(0, 200)}: ${text}`;
  if (status === 0) return problem('the connection ended without an answer');
  if (ms > deadlineMs) return problem(`after ${Math.round(ms)} ms`);
  const content = jsonOf(body);
  if (content === undefined) return problem('not JSON');
  if (status < 400) return undefined;
  const envelope = errorEnvelopeSchema.safeParse(content);
  if (!envelope.success) return problem('not in the envelope of errors');
  if (status < 500) return undefined;
  if (!explained.has(envelope.data.error.code)) return problem('no fault explains this code');
  return explains(phase, route) ? undefined : problem('the route does not need a faulty dependency');
};
