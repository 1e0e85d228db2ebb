import type { EventEmitter } from 'node:events';

export interface ShutdownOptions {
  /** Emits the signals; the process. */
  readonly signals: Pick<EventEmitter, 'on'>;
  readonly now: () => number;
  /** Ends in an orderly way. */
  readonly stop: () => Promise<void>;
  /** Ends the process. */
  readonly exit: (code: number) => void;
  readonly print: (text: string) => void;
}

/** npm passes on a signal that the terminal has already sent to everybody: that is not a second Ctrl-C. */
const repeatMs = 1_000;

/** Stops gracefully on the first signal, at once on the second. */
export const stopOnSignals = ({ signals, now, stop, exit, print }: ShutdownOptions): void => {
  let firstAt: number | undefined;
  const onSignal = async () => {
    if (firstAt !== undefined) {
      if (now() - firstAt >= repeatMs) exit(130);
      return;
    }
    firstAt = now();
    print('Stopping; requests in flight are finished first. Ctrl-C again stops at once.');
    await stop();
    exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) signals.on(signal, onSignal);
};
