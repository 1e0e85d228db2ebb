import { describe, expect, it } from 'vitest';
import { aBreaker, declined, down, openMs, probeLeaseMs, threshold } from '../../../builders/a-breaker.ts';
import { aCall } from '../../../builders/a-call.ts';
import { createVirtualScheduler, settle } from '../../../doubles/virtual-scheduler.ts';

const setUp = () => {
  const scheduler = createVirtualScheduler();
  return { scheduler, breaker: aBreaker(scheduler) };
};

/** A breaker whose circuit is open, and whose first probe is due. */
const setUpDue = async () => {
  const { scheduler, breaker } = setUp();
  await breaker.open();
  await scheduler.advance(openMs);
  return { scheduler, breaker };
};

describe('createCircuitBreaker', () => {
  describe('when closed', () => {
    it('opens with one failure too many in a row', async () => {
      const { breaker } = setUp();
      for (let n = 1; n < threshold; n += 1) {
        expect(await breaker.fail()).toBe(down);
        expect(await breaker.state()).toBe('closed');
      }
      expect(await breaker.fail()).toBe(down);
      expect(await breaker.state()).toBe('open');
      expect(breaker.transitions).toEqual([
        { dependency: 'payments', from: 'closed', to: 'open', origin: 'own' },
      ]);
    });

    it('stays closed when an answer comes between failures, be it a decline', async () => {
      const { breaker } = setUp();
      for (let n = 0; n < 10; n += 1) {
        await breaker.fail();
        await breaker.fail();
        await (n % 2 === 0 ? breaker.succeed() : breaker.fail(declined));
      }
      expect(await breaker.state()).toBe('closed');
    });

    it('does not count an error that is no failure of the dependency', async () => {
      const { breaker } = setUp();
      for (let n = 0; n < 10; n += 1) expect(await breaker.fail(declined)).toBe(declined);
      expect(await breaker.state()).toBe('closed');
    });

    it('does not count calls that their caller has aborted', async () => {
      const { breaker } = setUp();
      for (let n = 0; n < 10; n += 1) {
        const call = breaker.begin();
        await settle();
        call.abort();
        await settle();
      }
      expect(await breaker.state()).toBe('closed');
    });

    it('counts a failure under an aborted signal that is not the abort', async () => {
      const { breaker } = setUp();
      for (let n = 0; n < threshold; n += 1) {
        const controller = new AbortController();
        const call = breaker.execute(aCall({ signal: controller.signal }), async () => {
          controller.abort();
          throw down;
        });
        await expect(call).rejects.toBe(down);
      }
      expect(await breaker.state()).toBe('open');
    });
  });

  describe('when open', () => {
    it('refuses calls at once as SYS-002 with the seconds until the next probe', async () => {
      const { scheduler, breaker } = setUp();
      await breaker.open();
      await scheduler.advance(500);
      const call = breaker.begin();
      await settle();
      expect(call.admitted()).toBe(false);
      expect(call.standing()).toMatchObject({
        state: 'rejected',
        failure: { code: 'SYS-002', status: 503, retryAfterSeconds: 30 },
      });
      await scheduler.advance(openMs - 501);
      expect(await breaker.fail()).toMatchObject({ code: 'SYS-002', retryAfterSeconds: 1 });
    });

    it('stays open when a call that began before succeeds', async () => {
      const { breaker } = setUp();
      const early = breaker.begin();
      await breaker.open();
      early.succeed('late answer');
      await settle();
      expect(early.standing()).toEqual({ state: 'fulfilled', value: 'late answer' });
      expect(await breaker.state()).toBe('open');
    });

    it('does not put the probe off when a call that began before fails', async () => {
      const { scheduler, breaker } = setUp();
      const early = breaker.begin();
      await breaker.open();
      await scheduler.advance(openMs - 1);
      early.fail(down);
      await scheduler.advance(1);
      expect(await breaker.succeed()).toBe('answer');
      expect(await breaker.state()).toBe('closed');
    });
  });

  describe('when half-open', () => {
    it('sends one of many calls as the probe and refuses the others that have no time to wait', async () => {
      const { breaker } = await setUpDue();
      const calls = Array.from({ length: 20 }, () => breaker.begin());
      await settle();
      const probes = calls.filter((call) => call.admitted());
      expect(probes).toHaveLength(1);
      expect(probes[0]?.isProbe()).toBe(true);
      for (const call of calls.filter((one) => !one.admitted())) {
        expect(call.standing()).toMatchObject({ failure: { code: 'SYS-002', retryAfterSeconds: 5 } });
      }
      expect(await breaker.state()).toBe('half-open');
    });

    describe('and other calls have time to wait for the probe', () => {
      /** The probe, and so many calls that began after it. */
      const beginMany = async (count: number, patienceMs: number) => {
        const { scheduler, breaker } = await setUpDue();
        const probe = breaker.begin();
        await settle();
        const others = Array.from({ length: count }, () => breaker.begin({ patienceMs }));
        await settle();
        expect(others.map(({ standing }) => standing().state)).toEqual(others.map(() => 'pending'));
        expect(others.filter((call) => call.admitted())).toHaveLength(0);
        return { scheduler, breaker, probe, others };
      };

      it('makes all of them as soon as the probe is answered', async () => {
        const { scheduler, breaker, probe, others } = await beginMany(20, 60_000);
        probe.succeed('answer');
        await settle();
        expect(others.filter((call) => call.admitted() && !call.isProbe())).toHaveLength(20);
        expect(await breaker.state()).toBe('closed');
        expect(scheduler.pending()).toBe(0);
      });

      it('refuses all of them as soon as the probe fails', async () => {
        const { scheduler, probe, others } = await beginMany(20, 60_000);
        probe.fail(down);
        await settle();
        for (const call of others) {
          expect(call.standing()).toMatchObject({ failure: { code: 'SYS-002', retryAfterSeconds: 30 } });
        }
        expect(scheduler.pending()).toBe(0);
      });

      it('sends one of them as the next probe when the first is lost', async () => {
        const { scheduler, others } = await beginMany(3, 60_000);
        await scheduler.advance(probeLeaseMs);
        expect(others.filter((call) => call.admitted() && call.isProbe())).toHaveLength(1);
        expect(others.filter(({ standing }) => standing().state === 'pending')).toHaveLength(3);
      });

      it('refuses them before their deadline', async () => {
        const { scheduler, others } = await beginMany(3, 2_000);
        await scheduler.advance(1_999);
        for (const call of others) expect(call.standing()).toMatchObject({ failure: { code: 'SYS-002' } });
        expect(scheduler.pending()).toBe(0);
      });

      it('ends one at once that its caller aborts', async () => {
        const { scheduler, others } = await beginMany(1, 60_000);
        others[0]?.abort();
        await settle();
        expect(others[0]?.standing()).toMatchObject({ failure: { message: 'aborted' } });
        expect(scheduler.pending()).toBe(0);
      });
    });

    it.each(['answer', 'decline'])('closes when the probe gets an answer: %s', async (kind) => {
      const { breaker } = await setUpDue();
      await (kind === 'answer' ? breaker.succeed() : breaker.fail(declined));
      expect(await breaker.state()).toBe('closed');
      expect(breaker.transitions.map(({ to }) => to)).toEqual(['open', 'half-open', 'closed']);
    });

    it('starts its count again when it has closed', async () => {
      const { breaker } = await setUpDue();
      await breaker.succeed();
      for (let n = 1; n < threshold; n += 1) await breaker.fail();
      expect(await breaker.state()).toBe('closed');
      await breaker.fail();
      expect(await breaker.state()).toBe('open');
    });

    it('opens for the whole time again when the probe fails', async () => {
      const { breaker } = await setUpDue();
      expect(await breaker.fail()).toBe(down);
      expect(await breaker.state()).toBe('open');
      expect(await breaker.fail()).toMatchObject({ code: 'SYS-002', retryAfterSeconds: openMs / 1_000 });
    });

    it('lets the next call probe when the caller of the probe has aborted it', async () => {
      const { breaker } = await setUpDue();
      const probe = breaker.begin();
      await settle();
      probe.abort();
      await settle();
      expect(await breaker.state()).toBe('open');
      expect(await breaker.succeed()).toBe('answer');
      expect(await breaker.state()).toBe('closed');
    });

    it('sends no probe for a call that is aborted already', async () => {
      const { breaker } = await setUpDue();
      const reason = new Error('stop');
      const call = breaker.execute(aCall({ signal: AbortSignal.abort(reason) }), async () => 'answer');
      await expect(call).rejects.toBe(reason);
      expect(await breaker.state()).toBe('open');
    });

    it('sends another probe when the first hangs, and ignores the first', async () => {
      const { scheduler, breaker } = await setUpDue();
      const hanging = breaker.begin();
      await scheduler.advance(probeLeaseMs - 1);
      expect(await breaker.state()).toBe('half-open');
      expect(await breaker.fail()).toMatchObject({ code: 'SYS-002', retryAfterSeconds: 1 });
      await scheduler.advance(1);
      expect(await breaker.state()).toBe('open');
      const second = breaker.begin();
      await settle();
      expect(second.isProbe()).toBe(true);
      hanging.fail(down);
      await settle();
      expect(await breaker.state()).toBe('half-open');
      second.succeed('answer');
      await settle();
      expect(await breaker.state()).toBe('closed');
    });
  });
});
