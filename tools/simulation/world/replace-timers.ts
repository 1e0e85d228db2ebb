import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { VirtualTime } from './virtual-time.ts';

let current: VirtualTime | undefined;

/** The time of the history that this thread simulates. */
export const useTime = (time: VirtualTime): void => {
  current = time;
};

const time = (): VirtualTime => {
  if (!current) throw new Error('no history is simulated');
  return current;
};

const sleep = <T>(ms = 0, value?: T, { signal }: { readonly signal?: AbortSignal } = {}): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = time().after(ms, () => {
      signal?.removeEventListener('abort', abort);
      resolve(value as T);
    });
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });

const timeoutSignal = (ms: number): AbortSignal => {
  const controller = new AbortController();
  time().after(ms, () => controller.abort(new DOMException('The operation timed out', 'TimeoutError')));
  return controller.signal;
};

/**
 * Replaces the timers and the clock of this thread by the virtual time of the history that it simulates, so that no
 * code can wait for, or read, real time. A thread that simulates does nothing else.
 */
export const replaceTimers = (): void => {
  const cancels = new Map<number, () => void>();
  let last = 0;
  const setVirtual = (task: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    last += 1;
    cancels.set(
      last,
      time().after(ms, () => task(...args)),
    );
    return last;
  };
  const clearVirtual = (id: number) => {
    cancels.get(id)?.();
    cancels.delete(id);
  };
  Object.assign(globalThis, {
    setTimeout: setVirtual,
    clearTimeout: clearVirtual,
    setInterval: () => {
      throw new Error('an interval does not end, and is not simulated');
    },
  });
  Object.assign(timers, { setTimeout: sleep });
  syncBuiltinESMExports();
  Date.now = () => (current ? current.now() : 0);
  AbortSignal.timeout = timeoutSignal;
};
