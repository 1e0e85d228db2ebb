import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../lib/contract/errors/registry.ts';
import { deadlineMs, judgeAnswer, type LoadAnswer } from '../../../tools/faults/judge-answer.ts';
import type { FaultyDependency, Phase } from '../../../tools/faults/plan.ts';

const answer = (facts: Partial<LoadAnswer>): LoadAnswer => ({
  route: 'pay-order',
  status: 200,
  body: '{}',
  ms: 10,
  ...facts,
});

const failure = (status: number, code: ErrorCode, facts: Partial<LoadAnswer> = {}) =>
  answer({
    status,
    body: JSON.stringify({
      error: { code, message: 'm', timestamp: '2026-07-01T12:00:00.000Z', correlationId: 'c' },
    }),
    ...facts,
  });

const at = (...faulty: FaultyDependency[]): Phase =>
  faulty.map((dependency) => ({ dependency, fault: 'reset' }));

describe('judgeAnswer', () => {
  it.each<readonly [string, LoadAnswer, Phase | undefined]>([
    ['a success', answer({}), undefined],
    ['a business error in the envelope', failure(409, 'ORD-004'), undefined],
    ['an unavailable database', failure(503, 'SYS-002', { route: 'create-order' }), at('database')],
    ['a payment while the gateway is disturbed', failure(504, 'SYS-003'), at('payments')],
  ])('accepts %s', (_, given, phase) => {
    expect(judgeAnswer(given, phase)).toBeUndefined();
  });

  it.each<readonly [string, LoadAnswer, Phase | undefined, string]>([
    ['a lost connection', answer({ status: 0 }), at('database'), 'without an answer'],
    ['an answer after the deadline', answer({ ms: deadlineMs + 1 }), at('database'), 'after 30001 ms'],
    ['an error of the gateway', answer({ status: 503, body: '{"message":"x"}' }), at('database'), 'envelope'],
    ['an error page', answer({ status: 502, body: '<html>' }), at('database'), 'not JSON'],
    ['an unexpected error', failure(500, 'SYS-001'), at('database'), 'no fault explains'],
    ['an error without a fault', failure(503, 'SYS-002'), undefined, 'does not need'],
    [
      'an order that fails with the payment gateway',
      failure(503, 'SYS-002', { route: 'create-order' }),
      at('payments'),
      'does not need',
    ],
    ['a request that fails with the bus', failure(503, 'SYS-002'), at('bus'), 'does not need'],
    [
      'an order that fails with the bus and the payment gateway',
      failure(503, 'SYS-002', { route: 'create-order' }),
      at('bus', 'payments'),
      'does not need',
    ],
  ])('refuses %s', (_, given, phase, problem) => {
    expect(judgeAnswer(given, phase)).toContain(problem);
  });
});
