import { describe, expect, it } from 'vitest';
import { GatewayError, type GatewayErrorKind } from '../../../../lib/adapters/stripe/gateway-error.ts';
import { type Execute, moneyCall, plainCall } from '../../../../lib/adapters/stripe/money-call.ts';
import { PaymentOutcomeUnknown } from '../../../../lib/app/ports/payment-gateway.ts';
import { deadlineExceeded } from '../../../../lib/contract/errors/factories.ts';
import type { CallOptions } from '../../../../lib/platform/call-options.ts';
import { aCall } from '../../../builders/a-call.ts';

const once: Execute = (signal, call) => call(signal);

/** Tries again until an attempt succeeds, at most so often. */
const upTo =
  (attempts: number): Execute =>
  async (signal, call) => {
    for (let left = attempts - 1; left > 0; left -= 1) {
      try {
        return await call(signal);
      } catch {
        // The next one counts.
      }
    }
    return call(signal);
  };

const failing = (...kinds: readonly GatewayErrorKind[]) => {
  const rest = kinds.map((kind) => new GatewayError(kind, { sent: kind !== 'unreachable' }));
  return async (): Promise<string> => {
    const failure = rest.shift();
    if (failure) throw failure;
    return 'done';
  };
};

const options = aCall();
const abandoned = aCall({ signal: AbortSignal.abort() });

describe('moneyCall', () => {
  it('returns the result of the last attempt', async () => {
    expect(await moneyCall(upTo(2), options, failing('timeout'))).toBe('done');
  });

  it.each<[string, readonly GatewayErrorKind[]]>([
    ['the only attempt', ['timeout']],
    ['the first attempt, and the last did nothing', ['timeout', 'unreachable']],
    ['the last attempt, and the first did nothing', ['throttled', 'interrupted']],
    ['one of three', ['unreachable', 'outage', 'payment']],
  ])('is unknown when %s is in doubt', async (_, kinds) => {
    const call = moneyCall(upTo(kinds.length), options, failing(...kinds));
    await expect(call).rejects.toThrow(PaymentOutcomeUnknown);
  });

  it('answers SYS-002 when every attempt did nothing', async () => {
    const call = moneyCall(upTo(3), options, failing('unreachable', 'throttled', 'unreachable'));
    await expect(call).rejects.toMatchObject({ code: 'SYS-002' });
  });

  it('is unknown after an attempt that was aborted while it was running', async () => {
    const givenUp: Execute = async (caller, call) => {
      call(caller).catch(() => {});
      throw deadlineExceeded();
    };
    const call = moneyCall(givenUp, options, () => new Promise(() => {}));
    await expect(call).rejects.toThrow(PaymentOutcomeUnknown);
  });

  it('is unknown after an unforeseen failure', async () => {
    const call = moneyCall(once, options, () => Promise.reject(new TypeError('a bug')));
    await expect(call).rejects.toThrow(PaymentOutcomeUnknown);
  });

  it('answers SYS-003 when the caller aborted before a request was sent', async () => {
    const call = moneyCall(once, abandoned, () =>
      Promise.reject(new GatewayError('cancelled', { sent: false })),
    );
    await expect(call).rejects.toMatchObject({ code: 'SYS-003' });
  });

  it('is unknown when the caller aborted after the request was sent', async () => {
    const call = moneyCall(once, abandoned, failing('cancelled'));
    await expect(call).rejects.toThrow(PaymentOutcomeUnknown);
  });
});

describe('plainCall', () => {
  it.each<GatewayErrorKind>(['configuration', 'missing', 'payment', 'decided'])(
    'answers SYS-001 to %s, which another try cannot change',
    async (kind) => {
      const call = plainCall(once, options, failing(kind));
      await expect(call).rejects.toMatchObject({ code: 'SYS-001', cause: { cause: { kind } } });
    },
  );

  it.each<[string, CallOptions, string]>([
    ['SYS-002 when the gateway fails', options, 'SYS-002'],
    ['SYS-003 when the caller gave up', abandoned, 'SYS-003'],
  ])('answers %s', async (_, caller, code) => {
    await expect(plainCall(once, caller, failing('timeout'))).rejects.toMatchObject({ code });
  });

  it('passes an error of the registry on', async () => {
    const error = deadlineExceeded();
    await expect(plainCall(() => Promise.reject(error), options, failing())).rejects.toBe(error);
  });
});
