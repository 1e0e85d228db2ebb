import { describe, expect, it } from 'vitest';
import { defineSlo } from '../../../lib/slo/define-slo.ts';
import { SloDefinitionError } from '../../../lib/slo/slo-definition-error.ts';
import { anObjective } from '../../builders/an-objective.ts';

const declared = {
  id: 'availability',
  title: 'Availability',
  description: 'Requests are answered.',
  target: '99.9',
  windowDays: 30,
  indicator: { kind: 'availability' },
  owner: 'order-service',
  runbook: 'docs/runbooks/slo-availability.md',
  minBadEvents: 5,
  expectedEventsPerHour: 20_000,
} as const;

const failureOf = (declare: () => unknown): unknown => {
  try {
    declare();
  } catch (failure) {
    return failure;
  }
  return undefined;
};

describe('defineSlo', () => {
  it('returns the objective as it was declared', () => {
    const objective = defineSlo(declared);
    const id: 'availability' = objective.id;
    expect(objective).toEqual(declared);
    expect(id).toBe('availability');
  });

  it('guards with five bad events when no guard is declared', () => {
    const { minBadEvents, ...unguarded } = declared;
    const guard: number = defineSlo(unguarded).minBadEvents;
    expect([guard, minBadEvents]).toEqual([5, 5]);
  });

  it('keeps the guard that is declared', () => {
    const guard: 7 = defineSlo({ ...declared, minBadEvents: 7 }).minBadEvents;
    expect(guard).toBe(7);
  });

  it('takes an objective whose values are only known when it runs', () => {
    expect(defineSlo(anObjective({ target: '99.95' })).target).toBe('99.95');
  });

  it('refuses one that is wrong, by its name and with what to do', () => {
    const failure = failureOf(() => defineSlo(anObjective({ id: 'checkout', target: '90' })));
    expect(failure).toBeInstanceOf(SloDefinitionError);
    expect(failure).toMatchObject({
      name: 'SloDefinitionError',
      message: expect.stringMatching(
        /^SLO "checkout": the page over 1h can never fire .* choose a target over/,
      ),
      problems: [expect.stringContaining('can never fire')],
    });
  });

  describe('when the compiler sees the literals', () => {
    const refusals = [
      // @ts-expect-error an id has no capitals
      () => defineSlo({ ...declared, id: 'Availability' }),
      // @ts-expect-error an id is not empty
      () => defineSlo({ ...declared, id: '' }),
      // @ts-expect-error a target is text
      () => defineSlo({ ...declared, target: 99.9 }),
      // @ts-expect-error a target is decimal
      () => defineSlo({ ...declared, target: '9.99e1' }),
      // @ts-expect-error a target is under 100
      () => defineSlo({ ...declared, target: '100' }),
      // @ts-expect-error a target that ends with a point is not finished
      () => defineSlo({ ...declared, target: '99.' }),
      // @ts-expect-error a target has at most five decimals
      () => defineSlo({ ...declared, target: '99.999999' }),
      // @ts-expect-error a window has at least seven days
      () => defineSlo({ ...declared, windowDays: 6 }),
      // @ts-expect-error a window has at most ninety days
      () => defineSlo({ ...declared, windowDays: 91 }),
      // @ts-expect-error a window is of whole days
      () => defineSlo({ ...declared, windowDays: 30.5 }),
      // @ts-expect-error no guard is no guard
      () => defineSlo({ ...declared, minBadEvents: 0 }),
      // @ts-expect-error events are counted in whole numbers
      () => defineSlo({ ...declared, minBadEvents: 1.5 }),
      // @ts-expect-error a guard is not negative
      () => defineSlo({ ...declared, minBadEvents: -5 }),
      // @ts-expect-error a misspelt guard would leave the default in its place
      () => defineSlo({ ...declared, minBadEvent: 7 }),
      // @ts-expect-error a window is a number
      () => defineSlo({ ...declared, windowDays: '30' }),
      // @ts-expect-error an indicator is one of those that are known
      () => defineSlo({ ...declared, indicator: { kind: 'throughput' } }),
      // @ts-expect-error a latency has a threshold
      () => defineSlo({ ...declared, indicator: { kind: 'latency' } }),
    ];

    it('they are refused before anything runs, and when it runs', () => {
      expect(refusals.map(failureOf).map((failure) => failure instanceof SloDefinitionError)).toEqual(
        refusals.map(() => true),
      );
    });
  });
});
