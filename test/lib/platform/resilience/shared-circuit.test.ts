import { describe, expect, it } from 'vitest';
import type { CircuitStateStore } from '../../../../lib/platform/resilience/circuit.ts';
import { closedCircuit, openCircuit } from '../../../../lib/platform/resilience/circuit.ts';
import { aSharedCircuit, cacheMs, storeTimeoutMs } from '../../../builders/a-breaker.ts';
import { aCall } from '../../../builders/a-call.ts';
import { createMemoryCircuitStateStore } from '../../../doubles/memory-circuit-state-store.ts';
import { watch } from '../../../doubles/pending-call.ts';
import { createVirtualScheduler } from '../../../doubles/virtual-scheduler.ts';

const options = aCall();

/** A store that counts what it is asked, and answers, fails or hangs as the test says. */
const setUp = () => {
  const scheduler = createVirtualScheduler();
  const stored = { by: createMemoryCircuitStateStore() };
  const asked = { read: 0, write: 0 };
  const failures: unknown[] = [];
  const broken: { read?: Promise<never>; write?: Promise<never> } = {};
  const store: CircuitStateStore = {
    read(name, call) {
      asked.read += 1;
      return broken.read ?? stored.by.read(name, call);
    },
    write(name, record, call) {
      asked.write += 1;
      return broken.write ?? stored.by.write(name, record, call);
    },
  };
  const circuit = aSharedCircuit(scheduler, store, (failure) => failures.push(failure));
  const opened = openCircuit(scheduler.now() + 30_000);
  return { scheduler, stored, asked, failures, broken, circuit, opened };
};

const failing = () => {
  const failure = Promise.reject<never>(new Error('no store'));
  failure.catch(() => {});
  return failure;
};
const hanging = () => new Promise<never>(() => {});

describe('createSharedCircuit', () => {
  it('is closed before it is written', async () => {
    const { circuit } = setUp();
    await circuit.refresh();
    expect(circuit.current()).toEqual(closedCircuit());
  });

  it('reads once per lifetime of a reading, for any number of concurrent calls', async () => {
    const { circuit, asked, scheduler } = setUp();
    await Promise.all([circuit.refresh(), circuit.refresh(), circuit.refresh()]);
    await scheduler.advance(cacheMs - 1);
    await circuit.refresh();
    expect(asked.read).toBe(1);
    await scheduler.advance(1);
    await circuit.refresh();
    expect(asked.read).toBe(2);
  });

  it('adopts the circuit that another environment has written', async () => {
    const { circuit, stored, opened } = setUp();
    await stored.by.write('payments', { ...opened, revision: 1 }, options);
    await circuit.refresh();
    expect(circuit.current()).toEqual(opened);
  });

  it('writes each transition once, and nothing else', async () => {
    const { circuit, stored, asked, opened } = setUp();
    expect(await circuit.change(opened)).toBe(true);
    expect(await circuit.change(closedCircuit())).toBe(true);
    expect(await stored.by.read('payments', options)).toEqual({ ...closedCircuit(), revision: 2 });
    expect(asked).toEqual({ read: 0, write: 2 });
  });

  it('shows a transition before it is written', () => {
    const { circuit, opened } = setUp();
    void circuit.change(opened);
    expect(circuit.current()).toBe(opened);
  });

  it('adopts the transition of an environment that was faster', async () => {
    const { circuit, stored, opened } = setUp();
    const theirs = { state: 'half-open', probeAt: opened.probeAt + 7, revision: 1 } as const;
    await stored.by.write('payments', theirs, options);
    expect(await circuit.change(opened)).toBe(false);
    expect(circuit.current()).toEqual({ state: 'half-open', probeAt: theirs.probeAt });
    expect(await circuit.change(closedCircuit())).toBe(true);
  });

  it('starts closed when the stored circuit was deleted', async () => {
    const { circuit, opened, stored } = setUp();
    await circuit.change(opened);
    stored.by = createMemoryCircuitStateStore();
    expect(await circuit.change(closedCircuit())).toBe(false);
    expect(circuit.current()).toEqual(closedCircuit());
    expect(await circuit.change(opened)).toBe(true);
    expect(await stored.by.read('payments', options)).toEqual({ ...opened, revision: 1 });
  });

  describe('when the store fails', () => {
    it('keeps the transitions of this environment and reports each failure', async () => {
      const { circuit, broken, failures, opened } = setUp();
      broken.read = failing();
      broken.write = failing();
      await circuit.refresh();
      expect(circuit.current()).toEqual(closedCircuit());
      expect(await circuit.change(opened)).toBe(true);
      expect(circuit.current()).toBe(opened);
      expect(failures).toHaveLength(2);
    });

    it('keeps its own state when a write is refused and the read after it fails', async () => {
      const { circuit, broken, stored, opened } = setUp();
      await stored.by.write('payments', { ...closedCircuit(), revision: 1 }, options);
      broken.read = failing();
      expect(await circuit.change(opened)).toBe(true);
      expect(circuit.current()).toBe(opened);
    });

    it('waits no longer than its time for a store that hangs, and not again at once', async () => {
      const { circuit, broken, scheduler, failures, asked } = setUp();
      broken.read = hanging();
      const first = watch(circuit.refresh());
      await scheduler.advance(storeTimeoutMs - 1);
      expect(first().state).toBe('pending');
      await scheduler.advance(1);
      expect(first().state).toBe('fulfilled');
      expect(failures).toMatchObject([{ name: 'TimeoutError' }]);
      await circuit.refresh();
      expect(asked.read).toBe(1);
    });

    it('keeps an opening that the store missed until its time is over, then goes by the store', async () => {
      const { circuit, broken, scheduler, opened } = setUp();
      broken.write = failing();
      await circuit.change(opened);
      await scheduler.advance(29_999);
      await circuit.refresh();
      expect(circuit.current()).toBe(opened);
      await scheduler.advance(cacheMs);
      await circuit.refresh();
      expect(circuit.current()).toEqual(closedCircuit());
    });
  });

  it('ignores a reading that its own write overtakes', async () => {
    const { circuit, broken, stored, opened, scheduler } = setUp();
    await circuit.change(opened);
    await scheduler.advance(cacheMs);
    const read = Promise.withResolvers<never>();
    const write = Promise.withResolvers<never>();
    broken.read = read.promise;
    broken.write = write.promise;
    const reading = circuit.refresh();
    const closing = circuit.change(closedCircuit());
    read.resolve((await stored.by.read('payments', options)) as never);
    await reading;
    expect(circuit.current()).toEqual(closedCircuit());
    write.resolve(true as never);
    expect(await closing).toBe(true);
    expect(circuit.current()).toEqual(closedCircuit());
  });
});
