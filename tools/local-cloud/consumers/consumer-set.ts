import type { ConsumerDefinition } from '../deployment.ts';
import { connectLogs } from '../logs/connect-logs.ts';
import { connectQueue } from '../queues/connect-queue.ts';
import { connectStream } from '../streams/connect-stream.ts';
import type { Consumer, ConsumerContext } from './consumer.ts';

const connect = (
  functionName: string,
  { trigger }: ConsumerDefinition,
  context: ConsumerContext,
): Consumer => {
  switch (trigger.kind) {
    case 'stream':
      return connectStream(functionName, trigger, context);
    case 'queue':
      return connectQueue(functionName, trigger, context);
    case 'logs':
      return connectLogs(functionName, trigger, context);
  }
};

/** Upstream consumers stop first, the log pipeline last, because all others log. */
const stopOrder = ['stream', 'queue', 'logs'] as const;

/**
 * All consumers of a deployment.
 * @throws {CommandError} for a trigger that the local cloud does not understand.
 */
export const createConsumers = (
  definitions: Readonly<Record<string, ConsumerDefinition>>,
  context: ConsumerContext,
): Consumer => {
  const consumers = Object.entries(definitions).map(([name, definition]) => ({
    kind: definition.trigger.kind,
    consumer: connect(name, definition, context),
  }));
  return {
    start() {
      for (const { consumer } of consumers) consumer.start();
    },
    async stop() {
      for (const kind of stopOrder) {
        const those = consumers.filter((candidate) => candidate.kind === kind);
        await Promise.all(those.map(({ consumer }) => consumer.stop()));
      }
    },
  };
};
