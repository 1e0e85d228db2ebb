import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { ConsumerId } from '../../contract/consumers.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import {
  type BackgroundDependencies,
  type ConsumerHandler,
  consumeInBackground,
  type Delivery,
  type RunResult,
} from '../background.ts';

/** The steps by which a function handles the messages of its queue. */
export interface MessageHandling<M, Outcome extends string> {
  /** Parses the body of a message. Any error marks the message as not recognized. */
  readonly read: (body: string) => M;
  /** Messages in one lane are handled one after the other, lanes side by side. */
  readonly laneOf: (message: M) => string;
  /** Order of the messages in a lane; as they came unless given. */
  readonly compare?: (a: M, b: M) => number;
  readonly handle: (message: M, options: CallOptions) => Promise<Outcome>;
  /**
   * Messages with one of these outcomes wait for others, which another invocation may be working on. Delivered for
   * the first time, they are handled again after each of the waits (milliseconds); then, and at any later time,
   * they are given up until they are delivered again. `reliable` outcomes mean that the sender sends the message again:
   * from `acknowledgeFrom` deliveries on the queue need not keep it, so that waiting never makes it a dead letter.
   */
  readonly early?: {
    readonly outcomes: readonly Outcome[];
    readonly waitsMs: readonly number[];
    readonly onGivenUp: (message: M) => void;
    readonly reliable?: { readonly outcomes: readonly Outcome[]; readonly acknowledgeFrom: number };
  };
  /**
   * Finishes the messages of a batch that were handled, all at once. When it throws, all of them have failed and are
   * delivered again.
   */
  readonly finish?: (messages: readonly M[], options: CallOptions) => Promise<void>;
}

export interface QueueBatchDependencies {
  readonly logger: Pick<ContextLogger, 'warn' | 'error'>;
  /** Resolves after so many milliseconds, or when the call is aborted. */
  readonly pause: (ms: number, options: CallOptions) => Promise<void>;
}

/** Says which messages failed; all others are taken off the queue. */
type QueueRun = (delivery: Delivery<SQSEvent>) => Promise<RunResult<SQSBatchResponse>>;

interface Handled {
  readonly messageId: string;
  readonly outcome: string;
  readonly failed: boolean;
}

interface Readable<M> {
  readonly messageId: string;
  readonly message: M;
  /** How often it was delivered, this time included. */
  readonly deliveries: number;
}

const summed = (handled: readonly Handled[]) =>
  Object.fromEntries(
    [...Map.groupBy(handled, ({ outcome }) => outcome)].map(([outcome, { length }]) => [outcome, length]),
  );

/** Makes the work of a function on a batch of its queue. What becomes of one message is no other's affair. */
export const createQueueBatch =
  ({ logger, pause }: QueueBatchDependencies) =>
  <M, Outcome extends string>({
    read,
    laneOf,
    compare = () => 0,
    handle,
    early,
    finish,
  }: MessageHandling<M, Outcome>): QueueRun => {
    const { outcomes: earlyOutcomes = [], waitsMs = [], onGivenUp = () => {}, reliable } = early ?? {};
    const isEarly = ({ outcome }: Handled) => (earlyOutcomes as readonly string[]).includes(outcome);

    const readOne = ({ messageId, body, attributes }: SQSRecord): Readable<M> | Handled => {
      try {
        return { messageId, message: read(body), deliveries: Number(attributes.ApproximateReceiveCount) };
      } catch (error) {
        logger.error(logEvents.messageUnreadable, { messageId, error });
        return { messageId, outcome: 'unreadable', failed: true };
      }
    };

    type HandledMessage = Handled & Readable<M>;

    const isToRedeliver = (each: HandledMessage): boolean => {
      if (!isEarly(each)) return each.failed;
      const isReliable = reliable && (reliable.outcomes as readonly string[]).includes(each.outcome);
      return !isReliable || each.deliveries < reliable.acknowledgeFrom;
    };

    const handleOne = async (readable: Readable<M>, options: CallOptions): Promise<HandledMessage> => {
      // Messages that have not started at the deadline fail with the batch.
      options.signal.throwIfAborted();
      try {
        return { ...readable, outcome: await handle(readable.message, options), failed: false };
      } catch (error) {
        logger.warn(logEvents.messageFailed, { messageId: readable.messageId, error });
        return { ...readable, outcome: 'failed', failed: true };
      }
    };

    const handleAll = async (messages: readonly Readable<M>[], options: CallOptions) => {
      const lanes = Map.groupBy(messages, ({ message }) => laneOf(message));
      const handleLane = async (lane: readonly Readable<M>[]) => {
        const handled: HandledMessage[] = [];
        for (const readable of lane.toSorted((a, b) => compare(a.message, b.message))) {
          handled.push(await handleOne(readable, options));
        }
        return handled;
      };
      return (await Promise.all([...lanes.values()].map(handleLane))).flat();
    };

    const handlePatiently = async (messages: readonly Readable<M>[], options: CallOptions) => {
      const canWait = (each: HandledMessage) => each.deliveries === 1 && isEarly(each);
      let handled = await handleAll(messages, options);
      for (const wait of waitsMs) {
        const waiting = handled.filter(canWait);
        if (waiting.length === 0) break;
        await pause(wait, options);
        const again = await handleAll(waiting, options);
        handled = [...handled.filter((each) => !canWait(each)), ...again];
      }
      for (const { message } of handled.filter(isEarly)) onGivenUp(message);
      return handled;
    };

    const finishAll = async (
      handled: readonly HandledMessage[],
      options: CallOptions,
    ): Promise<HandledMessage[]> => {
      const isDone = (each: HandledMessage) => !each.failed && !isEarly(each);
      const done = handled.filter(isDone);
      if (!finish || done.length === 0) return [...handled];
      try {
        await finish(
          done.map(({ message }) => message),
          options,
        );
        return [...handled];
      } catch (error) {
        for (const { messageId } of done) logger.warn(logEvents.messageFailed, { messageId, error });
        return handled.map((each) => (isDone(each) ? { ...each, outcome: 'failed', failed: true } : each));
      }
    };

    return async ({ event, options }) => {
      const messages = event.Records.map(readOne);
      const unreadable = messages.filter((each) => 'failed' in each);
      const readable = messages.filter((each) => 'message' in each);
      const handled = await finishAll(await handlePatiently(readable, options), options);
      const all = [...unreadable, ...handled];
      return {
        report: { messages: all.length, outcomes: summed(all) },
        response: {
          batchItemFailures: [...unreadable, ...handled.filter(isToRedeliver)].map(({ messageId }) => ({
            itemIdentifier: messageId,
          })),
        },
      };
    };
  };

/** Makes handlers of functions that receive the messages of a queue. */
export const createQueuePipeline =
  (dependencies: BackgroundDependencies & QueueBatchDependencies) =>
  <M, Outcome extends string>(
    consumer: ConsumerId,
    handling: MessageHandling<M, Outcome>,
  ): ConsumerHandler<SQSEvent, SQSBatchResponse> =>
    consumeInBackground(dependencies, consumer, createQueueBatch(dependencies)(handling));
