import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { logParameters, logsCommand, printLogs } from '../../../../tools/local-cloud/command/logs-command.ts';
import { createLogsEndpoint } from '../../../../tools/local-cloud/endpoints/logs-endpoint.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { createLogStore, type LogStore } from '../../../../tools/local-cloud/logs/log-store.ts';

const parse = (...args: string[]) => parseCommandLine(logsCommand, args, {});
const soon = { timeout: 10_000, interval: 10 };

describe('logParameters', () => {
  it('leaves out metrics and background work by default', () => {
    expect(String(logParameters(parse()))).toBe('limit=20&without=metrics%2Cbackground');
  });

  it('includes background work for one order, request or function, and on demand', () => {
    for (const args of [['--order', 'o'], ['--correlation', 'c'], ['--function', 'f'], ['--background']]) {
      expect(logParameters(parse(...args)).get('without')).toBe('metrics');
    }
  });

  it('takes the level in any case', () => {
    expect(logParameters(parse('--level', 'warn')).get('level')).toBe('WARN');
  });
});

describe('printLogs', () => {
  let logs: LogStore;
  let server: HttpServer;
  let printed: string[];
  let remarks: string[];
  let stopping: AbortController;
  const serve = (port: number) =>
    startHttpServer(
      createLogsEndpoint(logs, (name) => name !== 'create-order'),
      port,
    );
  beforeEach(async () => {
    logs = createLogStore(() => 0);
    server = await serve(0);
    printed = [];
    remarks = [];
    stopping = new AbortController();
  });
  afterEach(async () => {
    stopping.abort();
    await server.close(0);
  });

  const log = (name: string, message: string, level = 'INFO') =>
    logs.append(`/aws/lambda/${name}`, 's', [JSON.stringify({ level, message })]);
  const run = (...args: string[]) =>
    printLogs(parse(...args), {
      url: server.url,
      format: { color: false, projectRoot: '/project' },
      print: (text) => printed.push(text),
      remark: (text) => remarks.push(text),
      signal: stopping.signal,
      periodMs: 5,
    });

  it('shows the newest lines of requests, and errors of background work', async () => {
    log('create-order', 'order placed');
    log('expire-orders', 'scheduled job completed');
    log('expire-orders', 'scheduled job failed', 'ERROR');
    logs.append('/aws/lambda/create-order', 's', ['{"_aws":{}}', 'plain text']);
    await run();
    expect(printed).toEqual([
      '00:00:00.000  INFO   create-order  order placed',
      '00:00:00.000  ERROR  expire-orders  scheduled job failed',
      '00:00:00.000         create-order  plain text',
    ]);
  });

  it('prints JSON on demand', async () => {
    log('create-order', 'order placed');
    await run('--json');
    expect(printed.map((text) => JSON.parse(text))).toMatchObject([{ message: 'order placed' }]);
  });

  it('reports that no line matches', async () => {
    await run('--code', 'LOG-X');
    expect([printed, remarks]).toEqual([
      [],
      ['No log line matches. `npm run logs -- --help` lists the options.'],
    ]);
  });

  it('refuses to wait for a service that does not run', async () => {
    await server.close(0);
    await expect(run('--follow')).rejects.toThrow(/^No local service answers at/);
  });

  describe('when it follows', () => {
    it('prints new lines, each once, until it is stopped', async () => {
      log('create-order', 'one');
      const following = run('--follow');
      await vi.waitFor(() => expect(printed).toHaveLength(1), soon);
      log('create-order', 'two');
      log('create-order', 'three');
      await vi.waitFor(() => expect(printed).toHaveLength(3), soon);
      stopping.abort();
      await following;
      expect(printed.map((text) => text.split('  ').at(-1))).toEqual(['one', 'two', 'three']);
    });

    it('continues after a restart of the service', async () => {
      for (const message of ['one', 'two', 'three']) log('create-order', message);
      const following = run('--follow');
      await vi.waitFor(() => expect(printed).toHaveLength(3), soon);
      const { port } = server;
      await server.close(0);
      await vi.waitFor(() => expect(remarks).toHaveLength(1), soon);
      logs = createLogStore(() => 0);
      log('create-order', 'after the start');
      server = await serve(port);
      await vi.waitFor(() => expect(printed).toHaveLength(4), soon);
      stopping.abort();
      await following;
      expect(remarks).toEqual([
        expect.stringMatching(/has stopped; its lines follow once it runs again\.$/),
        expect.stringMatching(/answers again at/),
      ]);
    });
  });
});
