import { describe, expect, it } from 'vitest';
import {
  dueAt,
  leaveToOperator,
  openFor,
  postpone,
  resume,
  settled,
  takeOver,
  waitAfter,
} from '../../../lib/domain/settling.ts';
import { aPaymentAttempt } from '../../builders/a-payment-attempt.ts';

const now = Date.parse('2026-07-01T13:00:00.000Z');
const at = (ms: number) => new Date(now + ms).toISOString();
const attempt = aPaymentAttempt({ state: 'unknown' });

/** One more try that brings no outcome. */
const tryOnce = (before: typeof attempt, time: number) =>
  postpone(takeOver(before, { owner: 'reconciler', now: time, leaseMs: 25_000 }), 'processing', time);

describe('waitAfter', () => {
  it('doubles from 5 seconds to half an hour', () => {
    expect([0, 1, 2, 3, 4, 10, 1_000].map(waitAfter)).toEqual([
      5_000, 5_000, 10_000, 20_000, 40_000, 1_800_000, 1_800_000,
    ]);
  });

  it('leaves fewer than 60 tries for a day', () => {
    let time = now;
    let tries = 0;
    for (let tried = attempt; time < now + 86_400_000; time = Date.parse(dueAt(tried))) {
      tried = tryOnce(tried, time);
      tries += 1;
    }
    expect(tries).toBeLessThan(60);
  });
});

describe('takeOver', () => {
  it('counts a try under a lease of its own', () => {
    const taken = takeOver({ ...attempt, retryAt: at(0) }, { owner: 'reconciler', now, leaseMs: 25_000 });
    expect(taken).toMatchObject({ leaseOwner: 'reconciler', leaseUntil: at(25_000), tries: 1 });
    expect(dueAt(taken)).toBe(at(25_000));
  });
});

describe('postpone', () => {
  it('ends the lease, and is due after a wait that grows with the tries', () => {
    const twice = tryOnce(tryOnce(attempt, now), now);
    expect(twice).toMatchObject({ leaseUntil: at(0), retryAt: at(10_000), tries: 2, problem: 'processing' });
    expect(dueAt(twice)).toBe(at(10_000));
  });
});

describe('leaveToOperator', () => {
  it('stores the reason and the time', () => {
    expect(leaveToOperator(tryOnce(attempt, now), 'no_outcome', now)).toMatchObject({
      attention: { reason: 'no_outcome', since: at(0) },
      retryAt: undefined,
      problem: 'processing',
    });
  });
});

describe('resume', () => {
  it('starts again: due at once, without tries, and with a new age', () => {
    const again = resume(
      leaveToOperator(tryOnce(attempt, now), 'no_outcome', now),
      'operator-1',
      now + 60_000,
    );
    const begun = { attention: undefined, problem: undefined, tries: 0, leaseOwner: 'operator-1' };
    expect(again).toMatchObject(begun);
    expect(dueAt(again)).toBe(at(60_000));
    expect(openFor(again, now + 90_000)).toBe(30_000);
  });

  it('keeps the age of work that was not left to an operator', () => {
    const again = resume(postpone(attempt, 'processing', now), 'operator-1', now + 60_000);
    expect(dueAt(again)).toBe(at(60_000));
    expect(openFor(again, now + 90_000)).toBe(openFor(attempt, now + 90_000));
  });
});

describe('settled', () => {
  it('leaves nothing to pursue, and keeps the tries', () => {
    expect(settled(leaveToOperator(tryOnce(attempt, now), 'no_outcome', now), now + 5)).toMatchObject({
      attention: undefined,
      problem: undefined,
      retryAt: undefined,
      leaseUntil: at(5),
      tries: 1,
    });
  });
});

describe('openFor', () => {
  it('counts from the beginning', () => {
    expect(openFor(attempt, Date.parse(attempt.createdAt) + 5)).toBe(5);
  });
});
