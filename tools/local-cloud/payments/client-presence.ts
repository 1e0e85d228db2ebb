import type { IncomingMessage } from 'node:http';

/** Resolves when the client has hung up; after `limitMs` it is hung up on. */
export const untilGone = async ({ socket }: IncomingMessage, limitMs: number): Promise<void> => {
  if (socket.destroyed) return;
  const gone = Promise.withResolvers<void>();
  const timer = setTimeout(() => socket.destroy(), limitMs);
  socket.once('close', () => gone.resolve());
  await gone.promise;
  clearTimeout(timer);
};
