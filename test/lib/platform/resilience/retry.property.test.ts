import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRetry, createRetryBudget } from '../../../../lib/platform/resilience/retry.ts';
import type { Scheduler } from '../../../../lib/platform/resilience/scheduler.ts';
import { aCall } from '../../../builders/a-call.ts';
import { watch } from '../../../doubles/pending-call.ts';
import { createVirtualScheduler, settle } from '../../../doubles/virtual-scheduler.ts';

type Step = { readonly ends: 'ok' | 'transient' | 'fatal'; readonly takesMs: number };

interface Case {
  /** Result of each attempt; the last step repeats. */
  readonly steps: readonly Step[];
  readonly maxAttempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  readonly draws: readonly number[];
  readonly initialRetries: number;
}

const aCase: fc.Arbitrary<Case> = fc.record({
  steps: fc.array(
    fc.record({
      ends: fc.oneof(
        { weight: 5, arbitrary: fc.constant('transient' as const) },
        { weight: 1, arbitrary: fc.constantFrom('ok' as const, 'fatal' as const) },
      ),
      takesMs: fc.nat(200),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  maxAttempts: fc.integer({ min: 1, max: 8 }),
  baseMs: fc.nat(500),
  capMs: fc.nat(5_000),
  draws: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
    minLength: 8,
    maxLength: 8,
  }),
  initialRetries: fc.nat(8),
});

const stepOf = ({ steps }: Case, attempt: number): Step =>
  steps[Math.min(attempt, steps.length - 1)] ?? { ends: 'ok', takesMs: 0 };

/** The moments at which attempts begin, and the last outcome, worked out without a clock. */
const predict = (given: Case) => {
  const begins: number[] = [];
  let now = 0;
  for (let attempt = 0; ; attempt += 1) {
    begins.push(now);
    const { ends, takesMs } = stepOf(given, attempt);
    const retries = attempt;
    const stops = attempt + 1 === given.maxAttempts || retries >= given.initialRetries;
    if (ends !== 'transient' || stops) return { begins, ends, endsAt: now + takesMs };
    const bound = Math.min(given.capMs, given.baseMs * 2 ** attempt);
    now += takesMs + (given.draws[attempt] ?? 0) * bound;
  }
};

const run = (given: Case, signal: AbortSignal) => {
  const scheduler = createVirtualScheduler(0);
  const draws = [...given.draws];
  const retry = createRetry({
    maxAttempts: given.maxAttempts,
    baseMs: given.baseMs,
    capMs: given.capMs,
    isRetryable: (failure) => failure === 'transient',
    // Nothing is earned on the way: one call is a tenth of a retry.
    budget: createRetryBudget({ initialRetries: given.initialRetries }),
    random: () => draws.shift() ?? 0,
    scheduler,
  });
  const begins: number[] = [];
  const attempt = () => {
    const step = stepOf(given, begins.length);
    begins.push(scheduler.now());
    return take(scheduler, step);
  };
  return { scheduler, begins, standing: watch(retry(aCall({ signal }), attempt)) };
};

const take = ({ after }: Scheduler, { ends, takesMs }: Step): Promise<string> =>
  new Promise((resolve, reject) => {
    after(takesMs, () => (ends === 'ok' ? resolve(ends) : reject(ends)));
  });

const longEnoughMs = 100_000;

describe('createRetry, against a model', () => {
  it('begins and ends each attempt at the time of the model', async () => {
    await fc.assert(
      fc.asyncProperty(aCase, async (given) => {
        const expected = predict(given);
        const { scheduler, begins, standing } = run(given, new AbortController().signal);
        await scheduler.advance(longEnoughMs);
        expect(begins.length).toBe(expected.begins.length);
        begins.forEach((begin, n) => {
          expect(begin).toBeCloseTo(expected.begins[n] ?? Number.NaN, 6);
        });
        expect(standing()).toEqual(
          expected.ends === 'ok'
            ? { state: 'fulfilled', value: 'ok' }
            : { state: 'rejected', failure: expected.ends },
        );
        expect(scheduler.pending()).toBe(0);
      }),
    );
  });

  it('ends at once when it is aborted at any moment, and begins nothing after', async () => {
    const moment = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(aCase, moment, async (given, share) => {
        const expected = predict(given);
        const abortAt = expected.endsAt * share;
        const controller = new AbortController();
        const { scheduler, begins, standing } = run(given, controller.signal);
        await scheduler.advance(abortAt);
        const before = begins.length;
        const ended = standing().state !== 'pending';
        controller.abort('aborted');
        await settle();
        const now = standing();
        expect(now.state).not.toBe('pending');
        const inFirstAttempt = abortAt < stepOf(given, 0).takesMs;
        const failure = inFirstAttempt ? 'aborted' : 'transient';
        if (!ended) expect(now).toEqual({ state: 'rejected', failure });
        await scheduler.advance(longEnoughMs);
        expect(begins.length).toBe(before);
      }),
    );
  });

  it('keeps retries within a tenth of the calls, and the initial balance, when everything fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.nat(5),
        fc.integer({ min: 1, max: 5 }),
        async (calls, initialRetries, maxAttempts) => {
          const scheduler = createVirtualScheduler();
          const retry = createRetry({
            maxAttempts,
            baseMs: 10,
            capMs: 100,
            isRetryable: () => true,
            budget: createRetryBudget({ initialRetries, maximumRetries: 10 }),
            random: () => 0.5,
            scheduler,
          });
          let attempts = 0;
          const options = aCall();
          for (let n = 0; n < calls; n += 1) {
            watch(
              retry(options, async () => {
                attempts += 1;
                throw new Error('down');
              }),
            );
            if (n % 7 === 0) await scheduler.advance(50);
          }
          await scheduler.advance(longEnoughMs);
          expect(attempts).toBeGreaterThanOrEqual(calls);
          expect(attempts).toBeLessThanOrEqual(1.1 * calls + initialRetries);
        },
      ),
      { numRuns: 30 },
    );
  });
});
