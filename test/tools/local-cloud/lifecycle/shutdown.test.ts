import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { stopOnSignals } from '../../../../tools/local-cloud/lifecycle/shutdown.ts';

describe('stopOnSignals', () => {
  let time: number;
  let signals: EventEmitter;
  let stopped: PromiseWithResolvers<void>;
  const stop = vi.fn();
  const exit = vi.fn();

  beforeEach(() => {
    time = 0;
    signals = new EventEmitter();
    stopped = Promise.withResolvers();
    stop.mockReset().mockReturnValue(stopped.promise);
    exit.mockReset();
    stopOnSignals({ signals, now: () => time, stop, exit, print: () => {} });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    'stops on %s and exits with 0 once that is done',
    async (signal) => {
      signals.emit(signal);
      expect(stop).toHaveBeenCalledOnce();
      expect(exit).not.toHaveBeenCalled();
      stopped.resolve();
      await vi.waitFor(() => expect(exit).toHaveBeenCalledExactlyOnceWith(0));
    },
  );

  it('treats a signal that is delivered twice as one', () => {
    signals.emit('SIGINT');
    time = 900;
    signals.emit('SIGINT');
    signals.emit('SIGTERM');
    expect(stop).toHaveBeenCalledOnce();
    expect(exit).not.toHaveBeenCalled();
  });

  it('exits at once on a second signal a second later', () => {
    signals.emit('SIGINT');
    time = 1_000;
    signals.emit('SIGINT');
    expect(exit).toHaveBeenCalledExactlyOnceWith(130);
  });
});
