import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChangedIds } from '../../../../tools/local-cloud/console/changed-ids.ts';
import { createLiveFeed } from '../../../../tools/local-cloud/console/live-feed.ts';
import { orderServiceConsole } from '../../../../tools/local-cloud/order-service-console.ts';

const orderId = 'ord_01KBCDEFGHJKMNPQRSTVWXYZ12';

describe('createLiveFeed', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('reads no ids while no page is open', () => {
    const ids = vi.fn(() => ['an-id']);
    createLiveFeed().announce('events', ids);
    expect(ids).not.toHaveBeenCalled();
  });

  it('sends an open page topics and ids of simultaneous changes together', () => {
    const feed = createLiveFeed();
    const page = new PassThrough();
    feed.follow().stream?.(page as unknown as ServerResponse);
    feed.announce('requests', () => ['one', 'two']);
    feed.announce('events', () => ['two']);
    feed.announce('errors');
    vi.advanceTimersByTime(1_000);
    const [, told] = String(page.read()).split('\n\n');
    expect(JSON.parse(told?.slice('data: '.length) ?? '')).toEqual({
      topics: ['requests', 'events', 'errors'],
      ids: ['one', 'two'],
    });
    page.destroy();
  });

  it('notifies an open page once of a burst of changes', () => {
    const feed = createLiveFeed();
    const page = new PassThrough();
    feed.follow().stream?.(page as unknown as ServerResponse);
    for (let n = 0; n < 50; n += 1) feed.announce('requests', () => [`request-${n}`]);
    vi.advanceTimersByTime(1_000);
    expect(String(page.read()).match(/^data: /gm)).toHaveLength(1);
    page.destroy();
  });

  it('notifies an open page of continuing changes soon at first, and then once a second', () => {
    const feed = createLiveFeed();
    const start = performance.now();
    const told: number[] = [];
    const page = {
      write: (text: string) => text.startsWith('data: ') && told.push(performance.now() - start),
      once: () => {},
    };
    feed.follow().stream?.(page as unknown as ServerResponse);
    for (let ms = 0; ms < 3_000; ms += 50) {
      feed.announce('requests');
      vi.advanceTimersByTime(50);
    }
    expect(told).toEqual([100, 1_100, 2_100]);
  });
});

describe('createChangedIds', () => {
  const ids = createChangedIds(
    orderServiceConsole({ tables: { ordersTable: 'orders', eventsTable: 'events' } }),
  );

  it.each([
    ['an event', JSON.stringify({ correlationId: 'a-call', orderId })],
    [
      'a message with an event',
      JSON.stringify({ body: JSON.stringify({ correlationId: 'a-call', orderId }) }),
    ],
    [
      'a record of a stream',
      JSON.stringify({ pk: { S: `ORDER#${orderId}` }, correlationId: { S: 'a-call' } }),
    ],
  ])('finds the ids in %s', (_, text) => {
    expect(ids.inText(text)).toEqual([orderId, 'a-call']);
  });

  it('finds none in an event that was too large to keep', () => {
    expect(ids.inText(undefined)).toEqual([]);
  });
});
