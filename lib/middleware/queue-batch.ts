import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { ContextLogger } from '../observability/context-logger.ts';
import { logEvents } from '../observability/log-events.ts';
import type { RunResult } from './background-run.ts';
import type { Delivery } from './consumer-pipeline.ts';

/** What a function does with the messages of its queue. */
export interface MessageHandling<M, Outcome extends string> {
  /** What a message says. Whatever it throws means that the message cannot be understood. */
  readonly read: (body: string) => M;
  /** Messages in one lane are handled one after the other, lanes side by side. */
  readonly laneOf: (message: M) => string;
  /** Order of the messages in a lane; as they came unless given. */
  readonly compare?: (a: M, b: M) => number;
  readonly handle: (message: M, signal: AbortSignal) => Promise<Outcome>;
  /** Outcomes after which the message has to be delivered again. */
  readonly retried?: readonly Outcome[];
}

/** Says which messages failed; all others are taken off the queue. */
type QueueRun = (delivery: Delivery<SQSEvent>) => Promise<RunResult<SQSBatchResponse>>;

interface Readable<M> {
  readonly messageId: string;
  readonly message: M;
}

interface Handled {
  readonly messageId: string;
  readonly outcome: string;
  readonly again: boolean;
}

const summed = (handled: readonly Handled[]) =>
  Object.fromEntries(
    [...Map.groupBy(handled, ({ outcome }) => outcome)].map(([outcome, { length }]) => [outcome, length]),
  );

/** Makes the work of a function on a batch of its queue. What becomes of one message is no other's affair. */
export const createQueueBatch =
  (logger: Pick<ContextLogger, 'warn' | 'error'>) =>
  <M, Outcome extends string>({
    read,
    laneOf,
    compare = () => 0,
    handle,
    retried = [],
  }: MessageHandling<M, Outcome>): QueueRun => {
    const readOne = ({ messageId, body }: SQSRecord): Readable<M> | Handled => {
      try {
        return { messageId, message: read(body) };
      } catch (error) {
        logger.error(logEvents.messageUnreadable, { messageId, error });
        return { messageId, outcome: 'unreadable', again: true };
      }
    };
    const handleOne = async ({ messageId, message }: Readable<M>, signal: AbortSignal): Promise<Handled> => {
      // What is not begun when the time is over fails with the batch.
      signal.throwIfAborted();
      try {
        const outcome = await handle(message, signal);
        return { messageId, outcome, again: retried.includes(outcome) };
      } catch (error) {
        logger.warn(logEvents.messageFailed, { messageId, error });
        return { messageId, outcome: 'failed', again: true };
      }
    };
    const handleLane = async (lane: readonly Readable<M>[], signal: AbortSignal): Promise<Handled[]> => {
      const handled: Handled[] = [];
      for (const readable of lane.toSorted((a, b) => compare(a.message, b.message))) {
        handled.push(await handleOne(readable, signal));
      }
      return handled;
    };

    return async ({ event, signal }) => {
      const read = event.Records.map(readOne);
      const unreadable = read.filter((each) => 'again' in each);
      const lanes = Map.groupBy(
        read.filter((each) => 'message' in each),
        ({ message }) => laneOf(message),
      );
      const done = await Promise.all([...lanes.values()].map((lane) => handleLane(lane, signal)));
      const handled = [...unreadable, ...done.flat()];
      return {
        report: { messages: handled.length, outcomes: summed(handled) },
        response: {
          batchItemFailures: handled
            .filter(({ again }) => again)
            .map(({ messageId }) => ({ itemIdentifier: messageId })),
        },
      };
    };
  };
