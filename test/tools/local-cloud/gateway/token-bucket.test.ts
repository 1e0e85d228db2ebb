import { describe, expect, it } from 'vitest';
import { createTokenBucket } from '../../../../tools/local-cloud/gateway/token-bucket.ts';

describe('createTokenBucket', () => {
  it('admits a burst, then as many as the rate allows, and never saves more than a burst', () => {
    let now = 0;
    const admit = createTokenBucket({ rateLimit: 10, burstLimit: 3 }, () => now);
    const admitted = (requests: number) => Array.from({ length: requests }, admit).filter(Boolean).length;
    expect(admitted(5)).toBe(3);
    now += 99;
    expect(admitted(1)).toBe(0);
    now += 1;
    expect(admitted(5)).toBe(1);
    now += 60_000;
    expect(admitted(5)).toBe(3);
  });
});
