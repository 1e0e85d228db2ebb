import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CircuitState, CircuitStateStore } from '../../../../lib/platform/resilience/circuit.ts';
import { createLocalCircuit } from '../../../../lib/platform/resilience/circuit.ts';
import {
  aBreaker,
  aSharedCircuit,
  declined,
  down,
  openMs,
  probeLeaseMs,
  threshold,
} from '../../../builders/a-breaker.ts';
import { createMemoryCircuitStateStore } from '../../../doubles/memory-circuit-state-store.ts';
import { createVirtualScheduler, settle, type VirtualScheduler } from '../../../doubles/virtual-scheduler.ts';

type Ending = 'answer' | 'decline' | 'failure' | 'abort';

type Command =
  | { readonly does: 'call'; readonly ending: Ending }
  | { readonly does: 'begin' }
  | { readonly does: 'end'; readonly which: number; readonly ending: Ending }
  | { readonly does: 'wait'; readonly ms: number };

const endings = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Ending>('failure') },
  { weight: 2, arbitrary: fc.constantFrom<Ending>('answer', 'decline', 'abort') },
);

const waits = fc.constantFrom(1, 999, 1_000, probeLeaseMs - 1, probeLeaseMs, openMs - 1, openMs);

const commands: fc.Arbitrary<readonly Command[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ does: fc.constant('call' as const), ending: endings }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('begin' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ does: fc.constant('end' as const), which: fc.nat(9), ending: endings }),
    },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: waits }) },
  ),
  { maxLength: 60, size: 'max' },
);

type Verdict =
  | { readonly admitted: true; readonly probe: boolean }
  | { readonly admitted: false; readonly seconds: number };

/** Model of a circuit breaker for calls that begin and end one at a time. */
class Model {
  state: CircuitState = 'closed';
  age = 0;
  readonly steps: string[] = [];
  #failures = 0;
  #probeAt = 0;

  #enter(state: CircuitState, probeAt = 0): void {
    this.steps.push(`${this.state} to ${state}`);
    this.state = state;
    this.age += 1;
    this.#failures = 0;
    this.#probeAt = probeAt;
  }

  begin(now: number): Verdict {
    if (this.state === 'closed') return { admitted: true, probe: false };
    if (now < this.#probeAt) {
      return { admitted: false, seconds: Math.max(1, Math.ceil((this.#probeAt - now) / 1_000)) };
    }
    this.#enter('half-open', now + probeLeaseMs);
    return { admitted: true, probe: true };
  }

  end(age: number, ending: Ending, now: number): void {
    if (age !== this.age) return;
    const answered = ending === 'answer' || ending === 'decline';
    if (this.state === 'half-open') {
      if (answered) this.#enter('closed');
      else this.#enter('open', ending === 'failure' ? now + openMs : now);
      return;
    }
    if (answered) this.#failures = 0;
    if (ending === 'failure') this.#failures += 1;
    if (this.#failures === threshold) this.#enter('open', now + openMs);
  }

  shows(now: number): CircuitState {
    return this.state === 'half-open' && now >= this.#probeAt ? 'open' : this.state;
  }
}

const brokenStore: CircuitStateStore = {
  read: () => Promise.reject(new Error('no store')),
  write: () => Promise.reject(new Error('no store')),
};

const circuits = {
  'of this environment alone': () => createLocalCircuit(),
  'that is shared': (scheduler: VirtualScheduler) =>
    aSharedCircuit(scheduler, createMemoryCircuitStateStore()),
  'whose store fails': (scheduler: VirtualScheduler) => aSharedCircuit(scheduler, brokenStore),
};

const compare = async (program: readonly Command[], holder: (typeof circuits)[keyof typeof circuits]) => {
  const scheduler = createVirtualScheduler();
  const breaker = aBreaker(scheduler, holder(scheduler));
  const model = new Model();
  const running: { readonly call: ReturnType<typeof breaker.begin>; readonly age: number }[] = [];

  const begin = async () => {
    const expected = model.begin(scheduler.now());
    const call = breaker.begin();
    await settle();
    expect(call.admitted()).toBe(expected.admitted);
    if (expected.admitted) {
      expect(call.isProbe()).toBe(expected.probe);
      running.push({ call, age: model.age });
    } else {
      const failure = { code: 'SYS-002', retryAfterSeconds: expected.seconds };
      expect(call.standing()).toMatchObject({ state: 'rejected', failure });
    }
    return expected.admitted;
  };

  const end = async (which: number, ending: Ending) => {
    const [entry] = running.splice(which % Math.max(1, running.length), 1);
    if (!entry) return;
    const { call, age } = entry;
    model.end(age, ending, scheduler.now());
    if (ending === 'answer') call.succeed('answer');
    if (ending === 'decline') call.fail(declined);
    if (ending === 'failure') call.fail(down);
    if (ending === 'abort') call.abort();
    await settle();
    expect(call.standing().state).toBe(ending === 'answer' ? 'fulfilled' : 'rejected');
  };

  for (const command of program) {
    if (command.does === 'begin') await begin();
    if (command.does === 'call' && (await begin())) await end(running.length - 1, command.ending);
    if (command.does === 'end') await end(command.which, command.ending);
    if (command.does === 'wait') await scheduler.advance(command.ms);
    expect(await breaker.state()).toBe(model.shows(scheduler.now()));
  }
  const told = breaker.transitions.map(({ from, to }) => `${from} to ${to}`);
  expect(told).toEqual(model.steps.filter((step) => step !== 'half-open to half-open'));
  return model.steps;
};

describe('createCircuitBreaker, against a model', () => {
  it.each(Object.entries(circuits))(
    'admits and refuses as the model does with a circuit %s',
    async (_, holder) => {
      await fc.assert(
        fc.asyncProperty(commands, async (program) => {
          await compare(program, holder);
        }),
        { numRuns: 80 },
      );
    },
  );

  it('is led through every transition by such programs', async () => {
    const taken = new Set<string>();
    for (const program of fc.sample(commands, { numRuns: 50, seed: 7 })) {
      for (const step of await compare(program, circuits['of this environment alone'])) taken.add(step);
    }
    expect([...taken].sort()).toEqual([
      'closed to open',
      'half-open to closed',
      'half-open to half-open',
      'half-open to open',
      'open to half-open',
    ]);
  });
});
