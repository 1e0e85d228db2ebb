import type { Throttle } from '../deployment.ts';

/** Whether one more request is let through. */
export type Admit = () => boolean;

/**
 * A token bucket, as API Gateway throttles with: it starts full, each request takes one token.
 * @param now milliseconds on a clock that only goes forward.
 */
export const createTokenBucket = ({ rateLimit, burstLimit }: Throttle, now: () => number): Admit => {
  let tokens = burstLimit;
  let filledAt = now();
  return () => {
    const at = now();
    tokens = Math.min(burstLimit, tokens + ((at - filledAt) / 1_000) * rateLimit);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};
