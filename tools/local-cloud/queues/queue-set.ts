import type { QueueDefinition } from '../deployment.ts';
import { createQueue, type Queue } from './queue.ts';

/** Queues by their names. */
export type QueueSet = ReadonlyMap<string, Queue>;

/** @param now milliseconds since 1970. */
export const createQueues = (
  definitions: Readonly<Record<string, QueueDefinition>>,
  now: () => number,
  print: (text: string) => void = () => {},
  onDeadLetter: (body: string) => void = () => {},
): QueueSet =>
  new Map(
    Object.entries(definitions).map(([name, { visibilityTimeoutSeconds, maxReceiveCount }]) => [
      name,
      createQueue({
        visibilityTimeoutMs: visibilityTimeoutSeconds * 1_000,
        maxReceiveCount,
        onDeadLetter({ messageId, receiveCount, body }) {
          onDeadLetter(body);
          print(`Message ${messageId} of queue ${name} is a dead letter after ${receiveCount} tries.`);
        },
        now,
      }),
    ]),
  );

/** @throws {Error} when there is no such queue. */
export const queueNamed = (queues: QueueSet, name: string): Queue => {
  const queue = queues.get(name);
  if (!queue) throw new Error(`no queue ${name}`);
  return queue;
};
