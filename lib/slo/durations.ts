const units = [
  { letter: 'd', word: 'day', seconds: 86_400 },
  { letter: 'h', word: 'hour', seconds: 3_600 },
  { letter: 'm', word: 'minute', seconds: 60 },
  { letter: 's', word: 'second', seconds: 1 },
] as const;

const secondsIn = (minutes: number): number => {
  const seconds = Math.round(minutes * 60);
  if (!(seconds >= 1)) throw new RangeError(`${minutes} minutes is not a valid window`);
  return seconds;
};

interface Part {
  readonly count: number;
  readonly letter: string;
  readonly word: string;
}

const partsOf = (minutes: number): readonly Part[] => {
  let rest = secondsIn(minutes);
  return units.flatMap(({ letter, word, seconds }) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return count === 0 ? [] : [{ count, letter, word }];
  });
};

/**
 * A window as Prometheus and OpenSLO write it: `5m`, `1h30m`, `3d`. Never weeks.
 * @throws {RangeError} for less than a second.
 */
export const windowText = (minutes: number): string =>
  partsOf(minutes)
    .map(({ count, letter }) => `${count}${letter}`)
    .join('');

/**
 * A window in words: `5 minutes`, `1 hour`, `1 hour 30 minutes`.
 * @throws {RangeError} for less than a second.
 */
export const windowWords = (minutes: number): string =>
  partsOf(minutes)
    .map(({ count, word }) => `${count} ${word}${count === 1 ? '' : 's'}`)
    .join(' ');

/** A whole number of milliseconds in words: `500 ms`, `1.5 s`, `10 s`. */
export const timeWords = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`);
