/** A whole number of milliseconds as people say it: `500 ms`, `1.5 s`, `10 s`. */
export const timeWords = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`);
