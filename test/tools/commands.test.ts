import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInThread } from '../harness/local-cloud/run-in-thread.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Scripts that run a program of the project; the others are commands of a package. */
const own = Object.entries(scripts).flatMap(([name, line]): [string, string][] => {
  const [, file] = /^node (?:--\S+ )*tools\/launch\.mjs (tools\/\S+)$/.exec(line) ?? [];
  return file === undefined ? [] : [[name, file]];
});

describe('npm scripts', () => {
  const connections: string[] = [];
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer((socket) => {
      connections.push(String(socket.remotePort));
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as { port: number });
  });
  afterAll(() => server.close());

  const run = async (file: string, args: readonly string[]) => {
    const child = spawn(process.execPath, ['tools/launch.mjs', file, ...args], {
      env: { ...process.env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
      });
    }
    const [code] = await once(child, 'close');
    return { code, ...output };
  };

  it('include the usual ones', () => {
    const expected = ['start', 'test', 'test:unit', 'test:watch', 'lint', 'format', 'typecheck', 'check'];
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(expected));
    expect(own.map(([name]) => name)).toEqual(expect.arrayContaining(['start', 'slo', 'events', 'bench']));
  });

  it('all go through the launcher', () => {
    for (const line of Object.values(scripts)) expect(line).toMatch(/^node (--\S+ )*tools\/launch\.mjs /);
  });

  describe.each(own)('when npm run %s is called', (_, file) => {
    it('prints its help with any other arguments, and does nothing else', async () => {
      const { code, stdout, stderr } = await run(file, ['--nonsense', '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: npm /);
      expect(connections).toEqual([]);
    });

    it('ends with 2 and one line on stderr after wrong usage', async () => {
      const { code, stdout, stderr } = await runInThread(file.replace('tools/', ''), ['--nonsense'], {
        PORT: String(port),
      });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^[^\n]*nonsense[^\n]* --help`[^\n]*\n$/);
      expect(connections).toEqual([]);
    });
  });
});
