import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { requiredTool } from './required-tool.ts';

export const redisTool = requiredTool('redis-server');

export interface RedisServer {
  readonly url: string;
  /** Ends the server and, unless it is hung up, everything that it remembers. */
  stop(): Promise<void>;
  /** Starts it again, empty, at the same address. */
  restart(): Promise<void>;
  /** Makes it ignore requests, or answer again. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
};

/** Runs until it takes connections. @returns `undefined` when it has ended instead. */
const launch = async (port: number): Promise<ChildProcess | undefined> => {
  const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'];
  const child = spawn(redisTool.path, settings, { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = Promise.withResolvers<ChildProcess | undefined>();
  child.once('error', ready.reject);
  child.once('exit', () => ready.resolve(undefined));
  createInterface(child.stdout).on('line', (line) => {
    if (line.includes('Ready to accept connections')) ready.resolve(child);
  });
  return ready.promise;
};

/** A real server on a free port of this machine, which keeps nothing on disk. */
export const startRedisServer = async (): Promise<RedisServer> => {
  let port = 0;
  let child: ChildProcess | undefined;
  for (let tries = 0; !child && tries < 5; tries += 1) {
    // Another program may take the port before the server does.
    port = await freePort();
    child = await launch(port);
  }
  if (!child) throw new Error('redis-server does not start');
  const stop = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    stop,
    async restart() {
      await stop();
      child = await launch(port);
      if (!child) throw new Error(`redis-server does not start again on port ${port}`);
    },
    signal: (name) => {
      child?.kill(name);
    },
  };
};

export interface SilentServer {
  readonly url: string;
  /** Connections that are open now, and how many there were. */
  connections(): { readonly open: number; readonly ever: number };
  stop(): Promise<void>;
}

/** A server that takes every connection and never says a word. */
export const startSilentServer = async (): Promise<SilentServer> => {
  const open = new Set<Socket>();
  let ever = 0;
  const server = createServer((socket) => {
    ever += 1;
    open.add(socket);
    socket
      .on('close', () => open.delete(socket))
      .on('error', () => {})
      .resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    connections: () => ({ open: open.size, ever }),
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};
