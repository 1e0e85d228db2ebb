import { describe, expect, it } from 'vitest';
import { retryPauseMs } from '../../client/src/send.ts';

const first = { attempt: 1, conditional: false, random: 1 };
const failure = (code: string, status?: number, retryAfterSeconds?: number) =>
  ({
    code,
    message: 'message',
    ...(status !== undefined && { status }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }) as Parameters<typeof retryPauseMs>[0];

describe('retryPauseMs', () => {
  it.each([
    ['SYS-001', 500],
    ['SYS-003', 504],
    ['HTTP-429', 429],
    ['HTTP-500', 500],
    ['HTTP-502', 502],
    ['HTTP-503', 503],
    ['NETWORK', undefined],
  ])('repeats after %s', (code, status) => {
    expect(retryPauseMs(failure(code, status), first)).toBe(200);
  });

  it.each([
    ['ORD-004', 409],
    ['ORD-005', 402],
    ['IDM-002', 422],
    ['AUT-001', 401],
    ['VAL-001', 400],
    ['HTTP-200', 200],
    ['HTTP-413', 413],
    ['a code of a later version', 503],
    ['constructor', 503],
  ])('never repeats after %s', (code, status) => {
    expect(retryPauseMs(failure(code, status, 1), first)).toBeUndefined();
  });

  it('waits for Retry-After, and a part of the backoff that depends on chance', () => {
    const busy = failure('SYS-002', 503, 7);
    expect([0, 1].map((random) => retryPauseMs(busy, { ...first, random }))).toEqual([7_100, 7_200]);
  });

  it('doubles the pause up to five seconds', () => {
    const pauses = [1, 2, 3, 6, 20].map((attempt) => retryPauseMs(failure('NETWORK'), { ...first, attempt }));
    expect(pauses).toEqual([200, 400, 800, 5_000, 5_000]);
  });

  describe('when the change is conditional', () => {
    it('repeats only a throttled request, since any other may have had its effect', () => {
      const pauses = [failure('HTTP-429', 429), failure('NETWORK'), failure('SYS-003', 504)].map((kind) =>
        retryPauseMs(kind, { ...first, conditional: true }),
      );
      expect(pauses).toEqual([200, undefined, undefined]);
    });
  });
});
