import { describe, expect, it } from 'vitest';
import { paymentFailed } from '../../../../lib/contract/errors/factories.ts';
import type { CallOptions } from '../../../../lib/platform/call-options.ts';
import type { CircuitTransition } from '../../../../lib/platform/resilience/circuit-breaker.ts';
import { withDeadline } from '../../../../lib/platform/resilience/deadline.ts';
import {
  createDependencyPolicy,
  type DependencyPolicyOptions,
} from '../../../../lib/platform/resilience/dependency-policy.ts';
import { aCall } from '../../../builders/a-call.ts';
import { createMemoryCircuitStateStore } from '../../../doubles/memory-circuit-state-store.ts';
import { aPendingCall, watch } from '../../../doubles/pending-call.ts';
import { createVirtualScheduler, settle } from '../../../doubles/virtual-scheduler.ts';

const down = new Error('down');
const calmly = aCall();

const setUp = (options: Partial<DependencyPolicyOptions> = {}) => {
  const scheduler = createVirtualScheduler();
  const transitions: CircuitTransition[] = [];
  const policy = createDependencyPolicy({
    name: 'payments',
    isFailure: (failure) => failure === down,
    tryTimeoutMs: 2_000,
    onTransition: (transition) => transitions.push(transition),
    scheduler,
    random: () => 0.5,
    ...options,
  });
  /** Makes calls that fail until the circuit opens. */
  const open = async () => {
    while ((await policy.state()) === 'closed') {
      const call = policy.execute(calmly, () => Promise.reject(down)).catch(() => {});
      await scheduler.advance(10_000);
      await call;
    }
  };
  /** Runs what an invocation does that has 9.5 s left. */
  const invoke = <T>(work: (options: CallOptions) => Promise<T>) =>
    watch(withDeadline({ remainingMs: 10_000, reserveMs: 500, scheduler }, work));
  return { scheduler, transitions, policy, open, invoke };
};

describe('createDependencyPolicy', () => {
  it('passes an answer on', async () => {
    const { policy, scheduler } = setUp();
    expect(await policy.execute(calmly, async () => 'answer')).toBe('answer');
    expect(scheduler.pending()).toBe(0);
  });

  it('retries a failed call, and passes the last failure on unchanged', async () => {
    const { policy, scheduler } = setUp();
    let attempts = 0;
    const standing = watch(
      policy.execute(calmly, () => {
        attempts += 1;
        return Promise.reject(down);
      }),
    );
    await scheduler.advance(10_000);
    expect(standing()).toEqual({ state: 'rejected', failure: down });
    expect(attempts).toBe(3);
  });

  it('neither retries nor counts a decision of the dependency', async () => {
    const { policy } = setUp();
    let attempts = 0;
    for (let calls = 1; calls <= 20; calls += 1) {
      const declined = paymentFailed('generic_decline');
      const call = policy.execute(calmly, () => {
        attempts += 1;
        return Promise.reject(declined);
      });
      await expect(call).rejects.toBe(declined);
      expect(attempts).toBe(calls);
    }
    expect(await policy.state()).toBe('closed');
  });

  it('retries only failures that the given predicate calls retryable', async () => {
    const { policy } = setUp({ isRetryable: () => false });
    let attempts = 0;
    const call = policy.execute(calmly, () => {
      attempts += 1;
      return Promise.reject(down);
    });
    await expect(call).rejects.toBe(down);
    expect(attempts).toBe(1);
  });

  it('shares one budget of retries between all calls', async () => {
    const { policy, scheduler } = setUp({
      retry: { budget: { initialRetries: 1 } },
      circuit: { failuresToOpen: 1_000 },
    });
    let attempts = 0;
    for (let calls = 0; calls < 100; calls += 1) {
      watch(
        policy.execute(calmly, () => {
          attempts += 1;
          return Promise.reject(down);
        }),
      );
      await scheduler.advance(10_000);
    }
    expect(attempts).toBe(111);
  });

  describe('when the dependency hangs', () => {
    it('gives up each attempt after its time, and the circuit opens', async () => {
      const { policy, scheduler, transitions } = setUp({ retry: { maxAttempts: 1 } });
      const signals: AbortSignal[] = [];
      for (let calls = 0; calls < 5; calls += 1) {
        const standing = watch(
          policy.execute(calmly, ({ signal }) => {
            signals.push(signal);
            return aPendingCall().call();
          }),
        );
        await scheduler.advance(2_000);
        expect(standing()).toMatchObject({ state: 'rejected', failure: { name: 'TimeoutError' } });
      }
      expect(signals.every(({ aborted }) => aborted)).toBe(true);
      expect(transitions).toMatchObject([{ dependency: 'payments', from: 'closed', to: 'open' }]);
      expect(scheduler.pending()).toBe(0);
    });

    it('counts a call that the deadline ends after an attempt has taken too long', async () => {
      const { policy, scheduler, invoke } = setUp({
        tryTimeoutMs: 6_000,
        circuit: { failuresToOpen: 1 },
      });
      const standing = invoke((options) => policy.execute(options, aPendingCall().call));
      await scheduler.advance(9_500);
      expect(standing()).toMatchObject({ failure: { code: 'SYS-003' } });
      await settle();
      expect(await policy.state()).toBe('open');
    });
  });

  describe('when the deadline passes', () => {
    it('ends at once as SYS-003, with the attempt aborted and no timer left', async () => {
      const { policy, scheduler, invoke } = setUp({ tryTimeoutMs: 20_000 });
      let seen: AbortSignal | undefined;
      const standing = invoke((options) =>
        policy.execute(options, ({ signal }) => {
          seen = signal;
          return aPendingCall().call();
        }),
      );
      await scheduler.advance(9_499);
      expect(standing().state).toBe('pending');
      await scheduler.advance(1);
      expect(standing()).toMatchObject({ state: 'rejected', failure: { code: 'SYS-003' } });
      expect(seen?.aborted).toBe(true);
      await settle();
      expect([scheduler.pending(), await policy.state()]).toEqual([0, 'closed']);
    });

    it('ends at once as SYS-003 also while it reads the circuit', async () => {
      const hangs = () => new Promise<never>(() => {});
      const { policy } = setUp({ circuit: { store: { read: hangs, write: hangs } } });
      const controller = new AbortController();
      const { call, made } = aPendingCall();
      const standing = watch(policy.execute(aCall({ signal: controller.signal }), call));
      await settle();
      controller.abort();
      await settle();
      expect(standing()).toMatchObject({ state: 'rejected', failure: { code: 'SYS-003' } });
      expect(made()).toBe(0);
    });

    it('ends as SYS-003 also for a signal that is aborted without a reason', async () => {
      const { policy } = setUp();
      const { call, made } = aPendingCall();
      await expect(policy.execute(aCall({ signal: AbortSignal.abort() }), call)).rejects.toMatchObject({
        code: 'SYS-003',
      });
      expect(made()).toBe(0);
    });
  });

  it('gives each attempt a deadline of its own', async () => {
    const { policy, scheduler, invoke } = setUp({ tryTimeoutMs: 6_000 });
    const given: number[] = [];
    const standing = invoke((options) =>
      policy.execute(options, ({ deadline }) => {
        given.push(deadline - scheduler.now());
        return given.length === 1 ? aPendingCall<string>().call() : Promise.resolve('answer');
      }),
    );
    await scheduler.advance(9_500);
    expect(standing()).toEqual({ state: 'fulfilled', value: 'answer' });
    // The first may take its whole time; the second, after a wait of 25 ms, what is left of the request.
    expect(given).toEqual([6_000, 3_475]);
  });

  describe('when the circuit is open', () => {
    it('answers SYS-002 with Retry-After and sends nothing', async () => {
      const { policy, open } = setUp();
      await open();
      const { call, made } = aPendingCall();
      await expect(policy.execute(calmly, call)).rejects.toMatchObject({
        code: 'SYS-002',
        retryAfterSeconds: 20,
      });
      expect(made()).toBe(0);
    });

    it('answers SYS-002 to a caller that only checks, until the probe is due', async () => {
      const { policy, scheduler, open } = setUp();
      await policy.assertAvailable(calmly);
      await open();
      await expect(policy.assertAvailable(calmly)).rejects.toMatchObject({
        code: 'SYS-002',
        retryAfterSeconds: 20,
      });
      await scheduler.advance(30_000);
      await policy.assertAvailable(calmly);
      void policy.execute(calmly, aPendingCall().call);
      await settle();
      await policy.assertAvailable(calmly);
    });

    it('sends a single attempt as the probe, though there is budget for more', async () => {
      const { policy, scheduler, open } = setUp({
        retry: { budget: { initialRetries: 100, maximumRetries: 100 } },
      });
      await open();
      await scheduler.advance(30_000);
      let attempts = 0;
      const probe = policy.execute(calmly, () => {
        attempts += 1;
        return Promise.reject(down);
      });
      await expect(probe).rejects.toBe(down);
      expect([attempts, await policy.state()]).toEqual([1, 'open']);
    });

    it('closes with the first probe that is answered', async () => {
      const { policy, scheduler, open, transitions } = setUp();
      await open();
      await scheduler.advance(30_000);
      expect(await policy.execute(calmly, async () => 'answer')).toBe('answer');
      expect(await policy.state()).toBe('closed');
      expect(transitions.map(({ to }) => to)).toEqual(['open', 'half-open', 'closed']);
    });

    it('keeps other environments from calling, through the store that they share', async () => {
      const store = createMemoryCircuitStateStore();
      const { open } = setUp({ circuit: { store } });
      await open();
      const elsewhere = setUp({ circuit: { store } });
      await expect(elsewhere.policy.execute(calmly, async () => 'answer')).rejects.toMatchObject({
        code: 'SYS-002',
      });
    });
  });

  it('works without an unreachable store, and reports the failure', async () => {
    const unreachable = () => Promise.reject(new Error('no store'));
    const failures: unknown[] = [];
    const { policy, open } = setUp({
      circuit: { store: { read: unreachable, write: unreachable } },
      onStoreFailure: (failure) => failures.push(failure),
    });
    expect(await policy.execute(calmly, async () => 'answer')).toBe('answer');
    await open();
    await expect(policy.execute(calmly, async () => 'answer')).rejects.toMatchObject({ code: 'SYS-002' });
    expect(failures.length).toBeGreaterThan(0);
  });

  it('uses the system’s clock and randomness when it is given none', async () => {
    const policy = createDependencyPolicy({ name: 'payments', isFailure: () => true, tryTimeoutMs: 5 });
    await expect(policy.execute(calmly, aPendingCall().call)).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
