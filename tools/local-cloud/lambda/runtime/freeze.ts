import { getHeapStatistics } from 'node:v8';
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { InvokeMessage } from './messages.ts';

/** Waits for the next invocation, if the environment is frozen meanwhile. */
export type Freeze = () => InvokeMessage | undefined;

/** Gives all memory back that is in use no longer. */
export type CollectGarbage = (options: { readonly flavor: 'last-resort' }) => void;

/** How long a thread waits for an invocation before it gives memory back. */
const idleMs = 1_000;

/** By how much a heap has to grow before that is worth the processor time: a small one is often full again soon. */
const growth = { share: 0.25, bytes: 6 * 2 ** 20 };

/**
 * Stops the thread once it has answered all its invocations, until it is given the next one: meanwhile no timer fires
 * and no socket event is seen. The invocation is there before any of them, which go on while it runs.
 * V8 collects garbage only while a thread runs, so a thread that waits for long does it first.
 * @param invocations holds how many invocations the environment was given; without it, the thread is never stopped.
 */
export const createFreeze = (
  port: MessagePort,
  invocations: Int32Array | undefined,
  collectGarbage: CollectGarbage,
): Freeze => {
  if (!invocations) return () => undefined;
  let taken = 0;
  let collectedBytes = 0;
  const heapBytes = () => getHeapStatistics().total_heap_size;
  const giveMemoryBack = () => {
    if (heapBytes() - collectedBytes < Math.max(growth.share * collectedBytes, growth.bytes)) return;
    collectGarbage({ flavor: 'last-resort' });
    collectedBytes = heapBytes();
  };
  return () => {
    if (Atomics.wait(invocations, 0, taken, idleMs) === 'timed-out') {
      giveMemoryBack();
      Atomics.wait(invocations, 0, taken);
    }
    taken += 1;
    return receiveMessageOnPort(port)?.message;
  };
};
