const width = 30;

/** Milliseconds between two messages: to a terminal, which shows the last one, and to a file or a pipe. */
const terminalEveryMs = 200;
const fileEveryMs = 10_000;

/** Progress of a run: histories of a number, or time. */
export type Extent =
  | { readonly histories: number; readonly untilMs?: undefined }
  | { readonly histories?: undefined; readonly untilMs: number };

const whole = new Intl.NumberFormat('en-US');

/** Seconds in words. */
const lasting = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;

/** Shows how far a run is: a bar on a terminal, a line now and then elsewhere. @param now milliseconds. */
export const createProgress = (
  { histories, untilMs }: Extent,
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
  now: () => number = () => performance.now(),
) => {
  const startedAt = now();
  const every = stream.isTTY ? terminalEveryMs : fileEveryMs;
  let shownAt = stream.isTTY ? Number.NEGATIVE_INFINITY : startedAt;
  const clear = () => {
    if (stream.isTTY) stream.write('\r\u001b[K');
  };
  return {
    show(done: number, violations: number) {
      const time = now();
      if (time - shownAt < every) return;
      shownAt = time;
      const seconds = Math.max(0.001, (time - startedAt) / 1_000);
      const share = Math.min(
        1,
        histories === undefined ? (time - startedAt) / (untilMs - startedAt) : done / histories,
      );
      const of = histories === undefined ? '' : `/${whole.format(histories)}`;
      const left = share > 0 ? `, ${lasting((seconds / share) * (1 - share))} left` : '';
      const filled = Math.round(width * share);
      const bar = stream.isTTY ? `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ` : '';
      const text = `${whole.format(done)}${of} histories, ${(done / seconds).toFixed(1)}/s, ${violations} with violations${left}`;
      clear();
      stream.write(`${bar}${text}${stream.isTTY ? '' : '\n'}`);
    },
    /** Makes room for other output. */
    clear,
  };
};
