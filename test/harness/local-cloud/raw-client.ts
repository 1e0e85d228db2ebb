import { once } from 'node:events';
import { connect } from 'node:net';

/** Opens a connection to a server of this machine and sends bytes as they are. */
export const openRaw = async (port: number, text: string) => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const chunks: string[] = [];
  socket.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(text, resolve));
  return {
    /** Tells the server that no more will come, and goes on reading. */
    closeHalf: () => void socket.end(),
    /** Cuts the connection, as a client that crashes does. */
    reset: () => socket.resetAndDestroy(),
    /** All that the server has sent once it has closed its side. */
    async answer(): Promise<string> {
      await once(socket, 'end');
      socket.end();
      return chunks.join('');
    },
  };
};
