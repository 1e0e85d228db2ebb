import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  descendantsOf,
  type RunningScript,
  runScript,
  runs,
  startScript,
} from '../../harness/local-cloud/run-script.ts';
import { refusedTarget } from '../../harness/planted-slos.ts';

/** Each look at the processes starts one of `ps` for each. */
const soon = { timeout: 60_000, interval: 250 };
const run = promisify(execFile);

const startService = async (): Promise<RunningScript & { url: string }> => {
  const script = startScript('local-cloud/main.ts', [], { PORT: '0', DYNAMODB_ENDPOINT: '' });
  const isReady = vi.waitUntil(() => /ready at (\S+)/.exec(script.output.stdout)?.[1], soon);
  const hasEnded = script.ended.then(() => {
    throw new Error(script.output.stderr);
  });
  return { ...script, url: await Promise.race([isReady, hasEnded]) };
};

describe('npm start', () => {
  it('prints its help', async () => {
    const { code, stdout } = await runScript('local-cloud/main.ts', ['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: npm start/);
  });

  it('ends in one line with 2 after wrong usage, and with 1 when it cannot start', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const results = await Promise.all([
      runScript('local-cloud/main.ts', ['--persit']),
      runScript('local-cloud/main.ts', [], { PORT: String(port) }),
      runScript('local-cloud/main.ts', [], { PORT: '0', DYNAMODB_ENDPOINT: 'http://127.0.0.1:9' }),
    ]);
    server.close();
    expect(results.map(({ code, stdout }) => [code, stdout])).toEqual([
      [2, ''],
      [1, ''],
      [1, 'DYNAMODB_ENDPOINT is set: all functions use one access key, and permissions are not checked.\n'],
    ]);
    const [unknown, portInUse, noDatabase] = results.map(({ stderr }) => stderr);
    expect(unknown).toMatch(/^Unknown option '--persit'[^\n]*\n$/);
    expect(portInUse).toMatch(new RegExp(`^Port ${port} is in use[^\\n]*\\n$`));
    expect(noDatabase).toMatch(/^Nothing that speaks DynamoDB answers at http:\/\/127\.0\.0\.1:9 [^\n]*\n$/);
  });

  it('names the refused objective in one line, and does not report readiness', async () => {
    const { code, stdout, stderr } = await runScript('local-cloud/main.ts', [], {
      ...refusedTarget.variables,
      PORT: '0',
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(refusedTarget.line);
  });

  describe.skipIf(process.platform === 'win32')('when it runs', () => {
    let service: (RunningScript & { url: string }) | undefined;
    afterEach(() => {
      service?.child.kill('SIGKILL');
    });

    it('takes the order that it prints, gives tokens, and leaves no process behind when it is stopped', async () => {
      service = await startService();
      const command = /^curl -i .*$/m.exec(service.output.stdout)?.[0] ?? '';
      const { stdout: answer } = await run('sh', ['-c', command]);
      expect(answer).toMatch(/^HTTP\/1\.1 201 /);
      const location = /^location: (\S+)/im.exec(answer)?.[1];

      const { port } = new URL(service.url);
      const token = await runScript('local-cloud/command/token.ts', ['--sub', 'alice'], { PORT: port });
      expect(token).toMatchObject({ code: 0, stderr: '' });
      const order = await fetch(new URL(location ?? '', service.url), {
        headers: { authorization: `Bearer ${token.stdout.trim()}` },
      });
      expect(order.status).toBe(200);

      const started = descendantsOf(service.child.pid ?? 0);
      expect(started.length).toBeGreaterThan(1);
      service.child.kill('SIGINT');
      expect(await service.ended).toBe(0);
      await vi.waitFor(() => expect(started.filter(runs)).toEqual([]), soon);
      expect(service.output.stderr).toBe('');
    });

    it('leaves no process behind when it is killed', async () => {
      service = await startService();
      const started = descendantsOf(service.child.pid ?? 0);
      service.child.kill('SIGKILL');
      await vi.waitFor(() => expect(started.filter(runs)).toEqual([]), soon);
    });
  });
});

describe('npm run token', () => {
  it('reports in one line that no service runs', async () => {
    const { code, stdout, stderr } = await runScript('local-cloud/command/token.ts', ['--sub', 'alice'], {
      PORT: '9',
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^No local service answers at http:\/\/127\.0\.0\.1:9\. Start it with `npm start`[^\n]*\n$/,
    );
  });
});
