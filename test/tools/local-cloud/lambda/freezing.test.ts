import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isFreezing } from '../../../../tools/local-cloud/strictness.ts';
import {
  type FixtureLambda,
  resultOf,
  startFixtureLambda,
} from '../../../harness/local-cloud/fixture-lambda.ts';

/** Far longer than the function's timer and a connection's end take. */
const betweenInvocationsMs = 250;

describe('an execution environment between two invocations', () => {
  let fixture: FixtureLambda;
  afterEach(() => fixture.close());

  const ticker = async (event: object = {}) => resultOf(await fixture.invoke('ticker', event));

  describe('when it is frozen', () => {
    it('fires no timer, while the clock goes on', async () => {
      fixture = await startFixtureLambda(['ticker']);
      const first = await ticker();
      await pause(betweenInvocationsMs);
      const second = await ticker();
      expect(second.ticks).toBeLessThan(10);
      expect(second.now - first.now).toBeGreaterThanOrEqual(betweenInvocationsMs);
    });

    it('sees the end of a connection only in the next invocation', async () => {
      fixture = await startFixtureLambda(['ticker']);
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const connected = once(server, 'connection');
      await ticker({ port: (server.address() as AddressInfo).port });
      const [connection] = await connected;
      connection.end();
      await pause(betweenInvocationsMs);
      expect((await ticker()).closedByServer).toBe(false);
      expect((await ticker()).closedByServer).toBe(true);
      server.close();
    });

    it('crashes by pending work in the next invocation, and is replaced', async () => {
      fixture = await startFixtureLambda(['faults']);
      await fixture.invoke('faults', { fault: 'reject once idle' });
      await pause(betweenInvocationsMs);
      expect(fixture.snapshot('faults').environments).toHaveLength(1);
      const { outcome } = await fixture.invoke('faults', { fault: 'none' });
      expect(outcome).toMatchObject({ status: 'failed', error: { errorMessage: 'rejected while idle' } });
      expect((await fixture.invoke('faults', { fault: 'none' })).coldStart).toBe(true);
    });

    it('gives memory back, and functions see no garbage collector', async () => {
      fixture = await startFixtureLambda(['garbage']);
      const full = resultOf(await fixture.invoke('garbage', { objects: 200_000 }));
      expect(full.collector).toBe('undefined');
      await vi.waitFor(
        async () => {
          // Each invocation begins the wait again.
          await pause(1_500);
          const { heapBytes } = resultOf(await fixture.invoke('garbage', { objects: 0 }));
          expect(heapBytes).toBeLessThan(0.7 * full.heapBytes);
        },
        { timeout: 20_000 },
      );
    });

    it('can be killed, reloaded and stopped', async () => {
      fixture = await startFixtureLambda(['ticker']);
      await ticker();
      expect(await fixture.lambda.kill('ticker')).toBe(1);
      expect((await fixture.invoke('ticker')).coldStart).toBe(true);
      fixture.lambda.reload('ticker');
      expect((await fixture.invoke('ticker')).coldStart).toBe(true);
      await fixture.lambda.close();
      expect(fixture.snapshot('ticker').environments).toEqual([]);
    });
  });

  describe('when freezing is off', () => {
    it('continues pending work', async () => {
      fixture = await startFixtureLambda(['ticker'], { freezing: false });
      await ticker();
      await vi.waitFor(async () => expect((await ticker()).ticks).toBeGreaterThan(20));
    });

    it('is replaced when that crashes', async () => {
      fixture = await startFixtureLambda(['faults'], { freezing: false });
      await fixture.invoke('faults', { fault: 'reject once idle' });
      await vi.waitFor(() => expect(fixture.snapshot('faults').environments).toEqual([]));
      expect(fixture.logItems('faults').at(-1)).toMatchObject({
        message: 'Runtime exited',
        errorMessage: 'rejected while idle',
      });
    });
  });
});

describe('isFreezing', () => {
  const strict = { conflicts: 'off', freezing: 'on' } as const;

  it('is true unless freezing is switched off', () => {
    expect(isFreezing(strict, undefined, () => {})).toBe(true);
    expect(isFreezing({ ...strict, freezing: 'off' }, undefined, () => {})).toBe(false);
  });

  it('is false while a debugger is attached, and reports that', () => {
    const print = vi.fn();
    expect(isFreezing(strict, 'ws://127.0.0.1:9229/1', print)).toBe(false);
    expect(print).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('--inspect'));
  });
});
