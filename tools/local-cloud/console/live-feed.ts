import type { ServerResponse } from 'node:http';
import type { HttpResponse } from '../http/http-response.ts';

/** Kinds of things that a view shows and that have changed. */
export type LiveTopic = 'requests' | 'invocations' | 'events';

/** Tells open pages what has changed, by server-sent events. */
export interface LiveFeed {
  announce(topic: LiveTopic): void;
  /** The answer to a page that wants to be told. */
  follow(): HttpResponse;
}

/** Changes within this time, in milliseconds, are told together. */
const gatherMs = 200;
/** Shorter than the time after which browsers and proxies give a silent connection up. */
const heartbeatMs = 15_000;

export const createLiveFeed = (): LiveFeed => {
  const pages = new Set<ServerResponse>();
  const changed = new Set<LiveTopic>();
  let isWaiting = false;

  const tell = () => {
    isWaiting = false;
    const message = `data: ${JSON.stringify([...changed])}\n\n`;
    changed.clear();
    for (const page of pages) page.write(message);
  };
  return {
    announce(topic) {
      if (pages.size === 0) return;
      changed.add(topic);
      if (isWaiting) return;
      isWaiting = true;
      setTimeout(tell, gatherMs).unref();
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
