import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CircuitStateStore } from '../../../../lib/platform/resilience/circuit.ts';
import {
  aBreaker,
  aSharedCircuit,
  cacheMs,
  declined,
  down,
  openMs,
  probeLeaseMs,
} from '../../../builders/a-breaker.ts';
import { anUnreliableStore, type Fault } from '../../../doubles/an-unreliable-store.ts';
import { createMemoryCircuitStateStore } from '../../../doubles/memory-circuit-state-store.ts';
import { createVirtualScheduler, settle, type VirtualScheduler } from '../../../doubles/virtual-scheduler.ts';

const environments = (count: number, scheduler: VirtualScheduler, store: CircuitStateStore) =>
  Array.from({ length: count }, () => aBreaker(scheduler, aSharedCircuit(scheduler, store)));

type Environment = ReturnType<typeof environments>[number];

/** Has every environment make one call at the same time. */
const beginEverywhere = async (all: readonly Environment[], scheduler: VirtualScheduler) => {
  const calls = all.map((environment) => environment.begin());
  await scheduler.advance(cacheMs / 2);
  return {
    admitted: calls.filter((call) => call.admitted()),
    refused: calls.filter((call) => !call.admitted()),
  };
};

/** The first of the environments finds the dependency down; then the time of the first probe comes. */
const openAndWait = async ([first]: readonly Environment[], scheduler: VirtualScheduler) => {
  const opening = first?.open();
  await scheduler.advance(openMs + cacheMs);
  await opening;
};

const latencies = fc.infiniteStream(fc.integer({ min: 0, max: 50 }));

const slowly = (store: CircuitStateStore, scheduler: VirtualScheduler, stream: Iterator<number>) =>
  anUnreliableStore(store, scheduler, () => ({ kind: 'none', latencyMs: stream.next().value ?? 0 }));

describe('environments that share a circuit', () => {
  it('send one probe for any order of the store’s answers to 50 of them, and all close with it', async () => {
    await fc.assert(
      fc.asyncProperty(latencies, async (stream) => {
        const scheduler = createVirtualScheduler();
        const all = environments(50, scheduler, slowly(createMemoryCircuitStateStore(), scheduler, stream));
        await openAndWait(all, scheduler);

        const { admitted, refused } = await beginEverywhere(all, scheduler);
        expect([admitted.length, refused.length]).toEqual([1, 49]);
        expect(admitted[0]?.isProbe()).toBe(true);
        for (const { standing } of refused)
          expect(standing()).toMatchObject({ failure: { code: 'SYS-002' } });

        admitted[0]?.succeed('answer');
        await scheduler.advance(cacheMs);
        expect((await beginEverywhere(all, scheduler)).admitted).toHaveLength(50);
        const own = all.flatMap(({ transitions }) => transitions.filter(({ origin }) => origin === 'own'));
        expect(own.map(({ to }) => to)).toEqual(expect.arrayContaining(['open', 'half-open', 'closed']));
        expect(own).toHaveLength(3);
      }),
      { numRuns: 15 },
    );
  });

  it('make waiting calls within the lifetime of a reading after the probe of another', async () => {
    const scheduler = createVirtualScheduler();
    const all = environments(50, scheduler, createMemoryCircuitStateStore());
    await openAndWait(all, scheduler);
    const calls = all.map((environment) => environment.begin({ patienceMs: 10_000 }));
    await scheduler.advance(cacheMs);
    const admitted = calls.filter((call) => call.admitted());
    expect(admitted).toHaveLength(1);
    admitted[0]?.succeed('answer');
    await scheduler.advance(2 * cacheMs);
    expect(calls.filter((call) => call.admitted())).toHaveLength(50);
  });

  it('send no further probe before its time when one has failed', async () => {
    const scheduler = createVirtualScheduler();
    const all = environments(50, scheduler, createMemoryCircuitStateStore());
    await openAndWait(all, scheduler);
    const { admitted } = await beginEverywhere(all, scheduler);
    admitted[0]?.fail(down);
    await scheduler.advance(cacheMs);
    const again = await beginEverywhere(all, scheduler);
    expect(again.admitted).toHaveLength(0);
    for (const { standing } of again.refused) {
      expect(standing()).toMatchObject({ failure: { code: 'SYS-002', retryAfterSeconds: 29 } });
    }
    await scheduler.advance(openMs);
    expect((await beginEverywhere(all, scheduler)).admitted).toHaveLength(1);
  });

  it('send one other probe when the environment of the first is gone', async () => {
    const scheduler = createVirtualScheduler();
    const all = environments(50, scheduler, createMemoryCircuitStateStore());
    await openAndWait(all, scheduler);
    await beginEverywhere(all, scheduler);
    await scheduler.advance(probeLeaseMs);
    const { admitted } = await beginEverywhere(all, scheduler);
    expect(admitted).toHaveLength(1);
    admitted[0]?.succeed('answer');
    await scheduler.advance(cacheMs);
    expect((await beginEverywhere(all, scheduler)).admitted).toHaveLength(50);
  });

  it('learn of an opening within the lifetime of a reading, without a failure of their own', async () => {
    const scheduler = createVirtualScheduler();
    const [failing, healthy] = environments(2, scheduler, createMemoryCircuitStateStore());
    await healthy?.succeed();
    await failing?.open();
    await scheduler.advance(cacheMs);
    expect(await healthy?.fail()).toMatchObject({ code: 'SYS-002' });
    expect(await healthy?.state()).toBe('open');
    expect(healthy?.transitions).toEqual([
      { dependency: 'payments', from: 'closed', to: 'open', origin: 'shared' },
    ]);
  });

  it('make the call when another has closed the circuit just before they would probe', async () => {
    const scheduler = createVirtualScheduler();
    const [first, second] = environments(2, scheduler, createMemoryCircuitStateStore());
    await first?.open();
    await scheduler.advance(openMs);
    expect(await second?.state()).toBe('open');
    await first?.succeed();
    const call = second?.begin();
    await settle();
    expect([call?.admitted(), call?.isProbe()]).toEqual([true, false]);
    expect(await second?.state()).toBe('closed');
  });

  it('refuse calls to an open circuit without asking the store', async () => {
    const scheduler = createVirtualScheduler();
    let asked = 0;
    const nextFault = (): Fault => {
      asked += 1;
      return { kind: 'none', latencyMs: 0 };
    };
    const store = anUnreliableStore(createMemoryCircuitStateStore(), scheduler, nextFault);
    const all = environments(1, scheduler, store);
    const opening = all[0]?.open();
    await scheduler.advance(2 * cacheMs);
    await opening;
    const before = asked;
    const call = all[0]?.begin();
    await settle();
    expect(call?.standing()).toMatchObject({ failure: { code: 'SYS-002' } });
    expect(asked).toBe(before);
  });

  it('report a transition as their own also while several of their calls wait for the store', async () => {
    const scheduler = createVirtualScheduler();
    const slow = anUnreliableStore(createMemoryCircuitStateStore(), scheduler, () => ({
      kind: 'none',
      latencyMs: 20,
    }));
    const all = environments(1, scheduler, slow);
    await openAndWait(all, scheduler);
    all[0]?.begin();
    await scheduler.advance(21);
    const refused = all[0]?.begin();
    await scheduler.advance(cacheMs);
    expect(refused?.admitted()).toBe(false);
    expect(all[0]?.transitions.map(({ to, origin }) => [to, origin])).toEqual([
      ['open', 'own'],
      ['half-open', 'own'],
    ]);
  });

  it('show the state to a new environment that only reads it, as readiness does', async () => {
    const scheduler = createVirtualScheduler();
    const store = createMemoryCircuitStateStore();
    const [first, second] = environments(2, scheduler, store);
    await first?.open();
    expect(await second?.state()).toBe('open');
    await scheduler.advance(openMs);
    const probe = first?.begin();
    await scheduler.advance(cacheMs);
    expect(await second?.state()).toBe('half-open');
    probe?.succeed('answer');
    await scheduler.advance(cacheMs);
    expect(await second?.state()).toBe('closed');
  });

  it('all recover after the store and the dependency do, from any history', async () => {
    const fault: fc.Arbitrary<Fault> = fc.record({
      kind: fc.constantFrom('none' as const, 'refuses' as const, 'loses' as const, 'hangs' as const),
      latencyMs: fc.integer({ min: 0, max: 50 }),
    });
    const step = fc.record({
      who: fc.nat(3),
      ends: fc.constantFrom('failure', 'failure', 'failure', 'answer', 'decline', 'hang'),
      waitMs: fc.constantFrom(0, 10, cacheMs, probeLeaseMs, openMs),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fault),
        fc.array(step, { maxLength: 60, size: 'max' }),
        async (faults, steps) => {
          const scheduler = createVirtualScheduler();
          let healed = false;
          const nextFault = (): Fault => (healed ? { kind: 'none', latencyMs: 5 } : faults.next().value);
          const all = environments(
            4,
            scheduler,
            anUnreliableStore(createMemoryCircuitStateStore(), scheduler, nextFault),
          );

          for (const { who, ends, waitMs } of steps) {
            const call = all[who]?.begin();
            if (ends === 'failure') call?.fail(down);
            if (ends === 'decline') call?.fail(declined);
            if (ends === 'answer') call?.succeed('answer');
            await scheduler.advance(waitMs);
          }

          healed = true;
          await scheduler.advance(openMs + probeLeaseMs);
          for (const environment of all) {
            const call = environment.begin();
            call.succeed('answer');
            await scheduler.advance(cacheMs);
            expect(call.standing()).toEqual({ state: 'fulfilled', value: 'answer' });
          }
          await settle();
          for (const environment of all) {
            const state = environment.state();
            await scheduler.advance(cacheMs);
            expect(await state).toBe('closed');
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
