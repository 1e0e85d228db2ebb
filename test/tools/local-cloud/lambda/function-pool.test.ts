import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type FixtureLambda,
  resultOf,
  startFixtureLambda,
} from '../../../harness/local-cloud/fixture-lambda.ts';

describe('the environments of a function', () => {
  let fixture: FixtureLambda;
  afterEach(() => fixture.close());

  const times = <T>(count: number, run: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => run(i));

  it('keep their module state from one invocation to the next', async () => {
    fixture = await startFixtureLambda(['counter']);
    const first = await fixture.invoke('counter');
    const second = await fixture.invoke('counter');
    expect([first.coldStart, second.coldStart]).toEqual([true, false]);
    expect([resultOf(first).count, resultOf(second).count]).toEqual([1, 2]);
    expect(resultOf(first).logStream).toBe(resultOf(second).logStream);
  });

  it('are started while all are busy, up to the bound, and never share one', async () => {
    fixture = await startFixtureLambda(['counter'], { maxEnvironments: 3 });
    const streams: string[] = [];
    // A third environment may take long to start: the requests go on until it has answered one.
    const keepBusy = async () => {
      do {
        streams.push(resultOf(await fixture.invoke('counter', { sleepMs: 20 })).logStream);
      } while (new Set(streams).size < 3);
    };
    await Promise.all(times(12, keepBusy));
    expect(new Set(streams).size).toBe(3);
    const snapshot = fixture.snapshot('counter');
    expect(snapshot).toMatchObject({
      coldStarts: 3,
      invocations: streams.length,
      errors: 0,
      timeouts: 0,
      maxConcurrency: 3,
      maxInFlightPerEnvironment: 1,
      waiting: 0,
    });
    expect(snapshot.environments.map(({ state, maxInFlight }) => [state, maxInFlight])).toEqual(
      times(3, () => ['idle', 1]),
    );
    expect(snapshot.environments.reduce((sum, { invocations: count }) => sum + count, 0)).toBe(
      streams.length,
    );
  });

  it('serve waiting requests in the order in which they came', async () => {
    fixture = await startFixtureLambda(['counter'], { maxEnvironments: 1 });
    const ends: number[] = [];
    const run = async (index: number) => {
      const invocation = await fixture.invoke('counter', { sleepMs: 5 });
      ends.push(index);
      return resultOf(invocation).count;
    };
    expect(await Promise.all(times(5, run))).toEqual([1, 2, 3, 4, 5]);
    expect(ends).toEqual([0, 1, 2, 3, 4]);
  });

  it('serve a waiting request by the first that gets free, though another one starts for it', async () => {
    fixture = await startFixtureLambda(['counter'], { maxStarts: 1 });
    const invocations = await Promise.all(times(3, () => fixture.invoke('counter')));
    expect(invocations.map(resultOf).map(({ count }) => count)).toEqual([1, 2, 3]);
    expect(invocations.map(({ coldStart }) => coldStart)).toEqual([true, false, false]);
  });

  it('start a bounded number at once, also of several functions', async () => {
    fixture = await startFixtureLambda(['counter', 'introspection'], { maxStarts: 1 });
    const invocations = Promise.all([
      ...times(3, () => fixture.invoke('counter', { sleepMs: 200 })),
      fixture.invoke('introspection'),
    ]);
    let most = 0;
    const sampler = setInterval(() => {
      const starting = ['counter', 'introspection'].flatMap((name) =>
        fixture.snapshot(name).environments.filter(({ state }) => state === 'starting'),
      );
      most = Math.max(most, starting.length);
    }, 2);
    await invocations;
    clearInterval(sampler);
    expect(most).toBe(1);
  });

  it('start although the initialization of others hangs', async () => {
    fixture = await startFixtureLambda(['slow-init', 'counter'], { maxStarts: 2, startPatienceMs: 50 });
    const hanging = times(2, () => fixture.invoke('slow-init'));
    expect(resultOf(await fixture.invoke('counter')).count).toBe(1);
    const states = fixture.snapshot('slow-init').environments.map(({ state }) => state);
    expect(states).toEqual(['starting', 'starting']);
    await fixture.lambda.kill('slow-init');
    await Promise.all(hanging);
  });

  it('drop a request that gives up waiting', async () => {
    fixture = await startFixtureLambda(['counter'], { maxEnvironments: 1 });
    const running = fixture.invoke('counter', { sleepMs: 300 });
    const controller = new AbortController();
    const waiting = fixture.invoke('counter', {}, controller.signal);
    await vi.waitFor(() => expect(fixture.snapshot('counter').waiting).toBe(1));
    controller.abort(new Error('too long'));
    await expect(waiting).rejects.toThrow('too long');
    await running;
    expect(resultOf(await fixture.invoke('counter')).count).toBe(2);
  });

  it('are replaced when the code is, without losing the request that runs', async () => {
    fixture = await startFixtureLambda(['counter'], { maxEnvironments: 2 });
    const [running] = await Promise.all([
      fixture.invoke('counter', { sleepMs: 50 }),
      fixture.invoke('counter').then(() => fixture.lambda.reload('counter')),
    ]);
    expect(resultOf(running).count).toBe(1);
    const next = await fixture.invoke('counter');
    expect(next.coldStart).toBe(true);
    expect(resultOf(next).count).toBe(1);
    await vi.waitFor(() => expect(fixture.snapshot('counter').environments).toHaveLength(1));
  });

  it('are stopped after some idle time, all but one', async () => {
    fixture = await startFixtureLambda(['counter'], { maxIdleMs: 50 });
    await Promise.all(times(3, () => fixture.invoke('counter', { sleepMs: 20 })));
    expect(fixture.snapshot('counter').coldStarts).toBe(3);
    await vi.waitFor(() => expect(fixture.snapshot('counter').environments).toHaveLength(1));
    expect((await fixture.invoke('counter')).coldStart).toBe(false);
  });

  it('count failures', async () => {
    fixture = await startFixtureLambda(['faults'], { timeoutSeconds: 0.5 });
    for (const fault of ['throw', 'exit', 'hang', 'none']) await fixture.invoke('faults', { fault });
    expect(fixture.snapshot('faults')).toMatchObject({
      invocations: 4,
      errors: 2,
      timeouts: 1,
      coldStarts: 3,
    });
  });

  it('answer no invocation with an injected crash, also of a fast function', async () => {
    fixture = await startFixtureLambda(['counter'], { strikes: (fault) => fault === 'crash' });
    const invocations = await Promise.all(times(8, () => fixture.invoke('counter')));
    expect(invocations.map(({ outcome }) => outcome.status)).toEqual(times(8, () => 'failed'));
  });

  it('are not started any more once all are stopped', async () => {
    fixture = await startFixtureLambda(['counter']);
    await fixture.lambda.close();
    await expect(fixture.invoke('counter')).rejects.toThrow('takes no more requests');
    expect(fixture.snapshot('counter').environments).toEqual([]);
  });

  it('exist only for functions that were declared', async () => {
    fixture = await startFixtureLambda(['counter']);
    await expect(fixture.invoke('other')).rejects.toThrow('no function other');
  });
});
