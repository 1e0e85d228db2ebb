import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { InvokeMessage } from './messages.ts';

/** Waits for the next invocation, if the environment is frozen meanwhile. */
export type Freeze = () => InvokeMessage | undefined;

/**
 * Stops the thread once it has answered all its invocations, until it is given the next one: meanwhile no timer fires
 * and no socket event is seen. The invocation is there before any of them, which go on while it runs.
 * @param invocations holds how many invocations the environment was given; without it, the thread is never stopped.
 */
export const createFreeze = (port: MessagePort, invocations: Int32Array | undefined): Freeze => {
  if (!invocations) return () => undefined;
  let taken = 0;
  return () => {
    Atomics.wait(invocations, 0, taken);
    taken += 1;
    return receiveMessageOnPort(port)?.message;
  };
};
