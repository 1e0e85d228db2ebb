import { describe, expect, it } from 'vitest';
import { createQueue } from '../../../../tools/local-cloud/queues/queue.ts';

const aQueue = () => {
  let time = 1_000;
  const told: string[] = [];
  const queue = createQueue({
    visibilityTimeoutMs: 100,
    maxReceiveCount: 2,
    onDeadLetter: ({ body }) => told.push(body),
    now: () => time,
  });
  const bodies = () => queue.receive(10).map(({ body }) => body);
  return { queue, bodies, told, pass: (ms: number) => (time += ms) };
};

describe('createQueue', () => {
  it('gives the oldest messages first, no more than asked for', () => {
    const { queue, bodies } = aQueue();
    for (const body of ['a', 'b', 'c']) queue.send(body);
    expect(queue.receive(2).map(({ body }) => body)).toEqual(['a', 'b']);
    expect(bodies()).toEqual(['c']);
  });

  it('hides received messages until their visibility timeout ends, and counts the receipts', () => {
    const { queue, bodies, pass } = aQueue();
    queue.send('a');
    const [first] = queue.receive(1);
    pass(99);
    expect(bodies()).toEqual([]);
    expect(queue.nextVisibleAt()).toBe(1_100);
    pass(1);
    const [second] = queue.receive(1);
    expect(first).toMatchObject({ body: 'a', receiveCount: 1, sentAt: 1_000, firstReceivedAt: 1_000 });
    expect(second).toMatchObject({ ...first, receiveCount: 2, receiptHandle: expect.any(String) });
    expect(second?.receiptHandle).not.toBe(first?.receiptHandle);
  });

  it('deletes a message by its newest handle only', () => {
    const { queue, pass } = aQueue();
    queue.send('a');
    const [first] = queue.receive(1);
    pass(100);
    const [second] = queue.receive(1);
    queue.delete(first?.receiptHandle ?? '');
    expect(queue.snapshot().inFlight).toBe(1);
    queue.delete(second?.receiptHandle ?? '');
    expect(queue.snapshot()).toEqual({ visible: 0, inFlight: 0, delayed: 0, deadLetters: [] });
  });

  it('returns a message early', () => {
    const { queue, bodies, pass } = aQueue();
    queue.send('a');
    queue.changeVisibility(queue.receive(1)[0]?.receiptHandle ?? '', 10);
    pass(10);
    expect(bodies()).toEqual(['a']);
  });

  it('holds a delayed message back', () => {
    const { queue, bodies, pass } = aQueue();
    queue.send('a', 50);
    expect([bodies(), queue.snapshot().delayed]).toEqual([[], 1]);
    pass(50);
    expect(bodies()).toEqual(['a']);
  });

  it('moves a message that was received too often to the dead letters, and back on request', () => {
    const { queue, bodies, told, pass } = aQueue();
    queue.send('a');
    for (const _ of [1, 2]) {
      queue.receive(1);
      pass(100);
    }
    expect(bodies()).toEqual([]);
    expect(queue.snapshot().deadLetters).toMatchObject([{ body: 'a', receiveCount: 2, sentAt: 1_000 }]);
    expect(told).toEqual(['a']);
    expect(queue.redrive()).toBe(1);
    expect(queue.receive(1)).toMatchObject([{ body: 'a', receiveCount: 1, sentAt: 1_000 }]);
    expect(queue.redrive()).toBe(0);
  });
});
