/** Draws from [0, 1), the same row for the same seed (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A normally distributed number: mean 0, standard deviation 1 (Box and Muller). */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A time whose logarithm is normally distributed, as those of networks and stores about are. */
export const logNormal = (random: () => number, median: number, sigma: number): number =>
  median * Math.exp(sigma * normal(random));

/** The time to the next of events that come independently of one another, so many in a unit of time. */
export const untilNext = (random: () => number, rate: number): number => -Math.log(1 - random()) / rate;
