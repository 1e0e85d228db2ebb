import type { ServerResponse } from 'node:http';
import type { HttpResponse } from '../http/http-response.ts';

/** Kinds of things that a view shows and that have changed. */
export type LiveTopic = 'requests' | 'invocations' | 'events' | 'errors' | 'faults';

/** Changes within a short time, as pages receive them. */
export interface LiveChange {
  readonly topics: readonly LiveTopic[];
  /** Correlation ids, and ids of the things that requests are about. */
  readonly ids: readonly string[];
}

/** Tells open pages what has changed, by server-sent events. */
export interface LiveFeed {
  /** @param ids of what has changed; asked for only while a page is open. */
  announce(topic: LiveTopic, ids?: () => readonly string[]): void;
  /** The answer to a page that subscribes. */
  follow(): HttpResponse;
}

/** Changes within this time, in milliseconds, are sent together: few effects of a request come later. */
const gatherMs = 100;
/** Least time between two messages: a page asks for the same data no more often. */
const restMs = 1_000;
/** Shorter than the time after which browsers and proxies give a silent connection up. */
const heartbeatMs = 15_000;

export const createLiveFeed = (): LiveFeed => {
  const pages = new Set<ServerResponse>();
  const topics = new Set<LiveTopic>();
  const changedIds = new Set<string>();
  let isWaiting = false;
  let toldAt = Number.NEGATIVE_INFINITY;

  const tell = () => {
    isWaiting = false;
    toldAt = performance.now();
    const change: LiveChange = { topics: [...topics], ids: [...changedIds] };
    topics.clear();
    changedIds.clear();
    for (const page of pages) page.write(`data: ${JSON.stringify(change)}\n\n`);
  };
  return {
    announce(topic, ids = () => []) {
      if (pages.size === 0) return;
      topics.add(topic);
      for (const id of ids()) changedIds.add(id);
      if (isWaiting) return;
      isWaiting = true;
      setTimeout(tell, Math.max(gatherMs, toldAt + restMs - performance.now())).unref();
    },
    follow: () => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      body: '',
      stream(target) {
        pages.add(target);
        target.write(': open\n\n');
        const heartbeat = setInterval(() => target.write(': still here\n\n'), heartbeatMs).unref();
        target.once('close', () => {
          clearInterval(heartbeat);
          pages.delete(target);
        });
      },
    }),
  };
};
