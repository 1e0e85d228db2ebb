import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { createQueueBatch, type MessageHandling } from '../../../../lib/middleware/queue/queue-pipeline.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { aCall } from '../../../builders/a-call.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';

interface Message {
  readonly lane: string;
  readonly place: number;
}

type Outcome = 'done' | 'later' | 'lost';
type Handling = MessageHandling<Message, Outcome>;

/** A batch of messages, each `<lane><place>`; their ids are the same. Each star is an earlier delivery. */
const aBatch = (...marked: string[]): SQSEvent => ({
  Records: marked.map((mark) => {
    const text = mark.replaceAll('*', '');
    return {
      messageId: text,
      receiptHandle: `receipt of ${text}`,
      body: text,
      attributes: {
        ApproximateReceiveCount: String(1 + mark.length - text.length),
        SentTimestamp: '0',
        SenderId: 'sender',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:queue',
      awsRegion: 'eu-west-1',
    };
  }),
});

const read = (body: string): Message => {
  if (!/^[a-z]\d$/.test(body)) throw new Error(`${body} is no message`);
  return { lane: body.slice(0, 1), place: Number(body.slice(1)) };
};

const working = (facts: Partial<Handling> = {}) => {
  const logger = createRecordingLogger();
  const handled: string[] = [];
  const pauses: number[] = [];
  const pause = async (ms: number) => void pauses.push(ms);
  const run = createQueueBatch({ logger, pause })<Message, Outcome>({
    read,
    laneOf: ({ lane }) => lane,
    handle: async ({ lane, place }) => {
      handled.push(`${lane}${place}`);
      return 'done';
    },
    ...facts,
  });
  const take = (event: SQSEvent, signal = new AbortController().signal) =>
    run({ event, options: aCall({ signal }), correlationId: 'run-1' });
  return { take, logger, handled, pauses };
};

const failuresOf = ({ response }: { response: { batchItemFailures: { itemIdentifier: string }[] } }) =>
  response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

describe('createQueueBatch', () => {
  it('handles every message, and has nothing delivered again', async () => {
    const { take, handled, logger } = working();
    expect(await take(aBatch('a1', 'b1', 'a2'))).toEqual({
      report: { messages: 3, outcomes: { done: 3 } },
      response: { batchItemFailures: [] },
    });
    expect([...handled].sort()).toEqual(['a1', 'a2', 'b1']);
    expect(logger.lines).toEqual([]);
  });

  it('returns a failed message to the queue, logs the reason, and handles the others', async () => {
    const { take, logger } = working({
      handle: async ({ place }) => {
        if (place === 1) throw new Error('broken');
        return 'done';
      },
    });
    const result = await take(aBatch('a1', 'a2', 'b3'));
    expect(failuresOf(result)).toEqual(['a1']);
    expect(result.report).toEqual({ messages: 3, outcomes: { failed: 1, done: 2 } });
    expect(logger.lines).toMatchObject([
      {
        level: 'warn',
        code: logEvents.messageFailed.code,
        fields: { messageId: 'a1', error: new Error('broken') },
      },
    ]);
  });

  it('fails an unreadable message without logging its text, and handles the others', async () => {
    const { take, logger, handled } = working();
    const result = await take(aBatch('a1', 'nonsense', 'a2'));
    expect(failuresOf(result)).toEqual(['nonsense']);
    expect(result.report).toEqual({ messages: 3, outcomes: { unreadable: 1, done: 2 } });
    expect(handled).toEqual(['a1', 'a2']);
    expect(logger.lines).toMatchObject([
      { level: 'error', code: logEvents.messageUnreadable.code, fields: { messageId: 'nonsense' } },
    ]);
  });

  it('handles a lane one after the other, in its order, beside the other lanes', async () => {
    const steps: string[] = [];
    const { take } = working({
      compare: (a, b) => a.place - b.place,
      handle: async ({ lane, place }) => {
        steps.push(`${lane}${place} begins`);
        await Promise.resolve();
        steps.push(`${lane}${place} ends`);
        return 'done';
      },
    });
    await take(aBatch('a2', 'b3', 'a1', 'b1'));
    expect(steps.slice(0, 2)).toEqual(['a1 begins', 'b1 begins']);
    for (const [lane, places] of [
      ['a', [1, 2]],
      ['b', [1, 3]],
    ] as const) {
      expect(steps.filter((step) => step.startsWith(lane))).toEqual(
        places.flatMap((place) => [`${lane}${place} begins`, `${lane}${place} ends`]),
      );
    }
  });

  it('keeps the order in which messages of a lane came unless given another', async () => {
    const { take, handled } = working();
    await take(aBatch('a2', 'a3', 'a1'));
    expect(handled).toEqual(['a2', 'a3', 'a1']);
  });

  it('begins no further message after its deadline, and fails as a whole', async () => {
    const deadline = new AbortController();
    const handled: number[] = [];
    const { take } = working({
      handle: async ({ place }) => {
        handled.push(place);
        if (place === 2) deadline.abort(new Error('time is over'));
        return 'done';
      },
    });
    await expect(take(aBatch('a1', 'a2', 'a3'), deadline.signal)).rejects.toThrow('time is over');
    expect(handled).toEqual([1, 2]);
  });

  describe('when messages are early', () => {
    /** Messages of which each is early for as long as the one before it in its lane is missing. */
    const inTurn = (
      waitsMs: readonly number[],
      arriving: (pauses: number) => readonly string[] = () => [],
    ) => {
      const done: string[] = [];
      const givenUp: string[] = [];
      const work = working({
        handle: async ({ lane, place }) => {
          done.push(...arriving(work.pauses.length));
          if (place > 1 && !done.includes(`${lane}${place - 1}`)) return 'later';
          done.push(`${lane}${place}`);
          return 'done';
        },
        early: {
          outcomes: ['later'],
          waitsMs,
          onGivenUp: ({ lane, place }) => void givenUp.push(`${lane}${place}`),
        },
      });
      return { ...work, givenUp };
    };

    it('handles them again after those that they waited for', async () => {
      const { take, pauses, givenUp } = inTurn([100, 200]);
      const result = await take(aBatch('a3', 'a2', 'a1', 'b1'));
      expect(result.report).toEqual({ messages: 4, outcomes: { done: 4 } });
      expect(failuresOf(result)).toEqual([]);
      expect([pauses, givenUp]).toEqual([[100, 200], []]);
    });

    it('waits for a message that another environment handles, no longer than it takes', async () => {
      const { take, pauses } = inTurn([100, 200, 400], (waited) => (waited === 2 ? ['a1'] : []));
      expect(failuresOf(await take(aBatch('a2')))).toEqual([]);
      expect(pauses).toEqual([100, 200]);
    });

    it('has them delivered again at its time limit, and no others', async () => {
      const { take, pauses, givenUp } = inTurn([100]);
      const result = await take(aBatch('a2', 'b1', 'b2'));
      expect(failuresOf(result)).toEqual(['a2']);
      expect(result.report).toEqual({ messages: 3, outcomes: { done: 2, later: 1 } });
      expect([pauses, givenUp]).toEqual([[100], ['a2']]);
    });

    it('waits for nothing if they came before, and has them delivered again', async () => {
      const { take, pauses, givenUp } = inTurn([100], () => ['a1']);
      expect(failuresOf(await take(aBatch('a2*', 'b2*')))).toEqual(['b2']);
      expect([pauses, givenUp]).toEqual([[], ['b2']]);
    });

    it('keeps those on the queue that the sender does not send again, however often they come', async () => {
      const { take } = working({
        handle: async ({ lane }) => (lane === 'a' ? 'later' : 'lost'),
        early: {
          outcomes: ['later', 'lost'],
          waitsMs: [],
          onGivenUp: () => undefined,
          reliable: { outcomes: ['later'], acknowledgeFrom: 3 },
        },
      });
      expect(failuresOf(await take(aBatch('a1*', 'b1*')))).toEqual(['a1', 'b1']);
      expect(failuresOf(await take(aBatch('a1**', 'b1**')))).toEqual(['b1']);
    });

    it('keeps one on the queue that fails, though the sender would send it again', async () => {
      const { take } = working({
        handle: async () => Promise.reject(new Error('broken')),
        early: {
          outcomes: ['later'],
          waitsMs: [],
          onGivenUp: () => undefined,
          reliable: { outcomes: ['later'], acknowledgeFrom: 1 },
        },
      });
      expect(failuresOf(await take(aBatch('a1*')))).toEqual(['a1']);
    });

    it('handles none again that failed', async () => {
      const tried: number[] = [];
      const { take, pauses } = working({
        handle: async ({ place }) => {
          tried.push(place);
          throw new Error('broken');
        },
        early: { outcomes: ['later'], waitsMs: [100], onGivenUp: () => undefined },
      });
      expect(failuresOf(await take(aBatch('a1')))).toEqual(['a1']);
      expect([tried, pauses]).toEqual([[1], []]);
    });
  });

  describe('when the messages of a batch are finished together', () => {
    const finishing = (facts: Partial<Handling> = {}) => {
      const finished: string[][] = [];
      const work = working({
        early: { outcomes: ['later'], waitsMs: [], onGivenUp: () => undefined },
        finish: async (messages) => void finished.push(messages.map(({ lane, place }) => `${lane}${place}`)),
        ...facts,
      });
      return { ...work, finished };
    };

    it('finishes those that were handled, once', async () => {
      const { take, finished } = finishing({
        handle: async ({ place }) => {
          if (place === 1) throw new Error('broken');
          return place === 2 ? 'later' : 'done';
        },
      });
      expect(failuresOf(await take(aBatch('a1', 'a2', 'a3', 'b3', 'nonsense')))).toEqual([
        'nonsense',
        'a1',
        'a2',
      ]);
      expect(finished).toEqual([['a3', 'b3']]);
    });

    it('finishes nothing if none was handled', async () => {
      const { take, finished } = finishing({ handle: async () => 'later' });
      await take(aBatch('a1'));
      expect(finished).toEqual([]);
    });

    it('has all of them delivered again if that fails', async () => {
      const { take, logger } = finishing({
        finish: async () => {
          throw new Error('the table is away');
        },
      });
      const result = await take(aBatch('a1', 'b1'));
      expect(failuresOf(result)).toEqual(['a1', 'b1']);
      expect(result.report).toEqual({ messages: 2, outcomes: { failed: 2 } });
      expect(logger.lines.map(({ code }) => code)).toEqual([
        logEvents.messageFailed.code,
        logEvents.messageFailed.code,
      ]);
    });
  });
});
