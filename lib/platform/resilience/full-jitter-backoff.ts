import { ExponentialBackoff, type GeneratorFn, type IBackoff, noJitterGenerator } from 'cockatiel';

export interface BackoffOptions {
  /** Upper bound of the first wait, in milliseconds; doubles with every further one. */
  readonly baseMs: number;
  /** Upper bound of any wait, in milliseconds. */
  readonly capMs: number;
  /** Draws from [0, 1). */
  readonly random: () => number;
}

/**
 * The first of a row of waits, each drawn evenly from nothing up to the exponential bound, so that callers
 * that failed together do not come back together. Cockatiel's own full jitter draws from `Math.random`.
 */
export const fullJitterBackoff = ({ baseMs, capMs, random }: BackoffOptions): IBackoff<unknown> => {
  const generator: GeneratorFn<number> = (exponent, options) => {
    const [bound, next] = noJitterGenerator(exponent, options);
    return [random() * bound, next];
  };
  return new ExponentialBackoff({ generator, initialDelay: baseMs, maxDelay: capMs }).next();
};
