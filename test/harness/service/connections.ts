import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface ServedRequest {
  readonly socket: Socket;
  readonly response: ServerResponse;
}

/** Watches the requests that a server of this process is asked, by its address. */
export const watchRequests = (url: string) => {
  const port = Number(new URL(url).port);
  const requests: ServedRequest[] = [];
  const onRequest = (message: unknown) => {
    const { socket, response } = message as ServedRequest;
    if (socket.localPort === port) requests.push({ socket, response });
  };
  subscribe('http.server.request.start', onRequest);
  return {
    count: () => requests.length,
    /** Requests without an answer whose connection is open nevertheless. */
    waiting: () =>
      requests.filter(({ socket, response }) => !socket.destroyed && !response.writableFinished).length,
    stop: () => unsubscribe('http.server.request.start', onRequest),
  };
};

export type WatchedRequests = ReturnType<typeof watchRequests>;
