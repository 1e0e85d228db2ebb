import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

let ticks = 0;
const tick = () => {
  ticks += 1;
};

let socket: Socket | undefined;
let closedByServer = false;

/**
 * Goes on after its first answer: counts in a timer, and notices when the server at `port` hangs up.
 * Tells what it has seen by the time the invocation begins.
 */
export const handler = async ({ port }: { port?: number }) => {
  const seen = { ticks, closedByServer, now: Date.now() };
  if (ticks === 0) setInterval(tick, 1);
  if (port !== undefined && !socket) {
    socket = connect(port, '127.0.0.1').on('end', () => {
      closedByServer = true;
    });
    await once(socket, 'connect');
  }
  return seen;
};
