import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort } from '../../../tools/local-cloud/dynamodb/free-port.ts';
import { prometheusServer } from '../prometheus.ts';

/** A way to `/metrics` for a client that knows text 0.0.4 only. */
const startTextProxy = async (url: string) => {
  const server = createServer(async ({ url: path, headers: { authorization = '' } }, response) => {
    const answer = await fetch(`${url}${path}`, {
      headers: { authorization, accept: 'text/plain;version=0.0.4' },
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(await answer.text());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { target: `127.0.0.1:${port}`, close: () => server.close() };
};

const configOf = (targets: Readonly<Record<string, string>>, token: string) =>
  JSON.stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: Object.entries(targets).map(([job_name, target]) => ({
      job_name,
      authorization: { credentials: token },
      static_configs: [{ targets: [target] }],
    })),
  });

/** A real Prometheus that scrapes a service every second, in both formats: jobs `openMetrics` and `text`. */
export const startScraping = async (url: string, token: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
  const proxy = await startTextProxy(url);
  const port = await findFreePort();
  const config = join(folder, 'prometheus.yml');
  await writeFile(config, configOf({ openMetrics: new URL(url).host, text: proxy.target }, token));
  const child = spawn(
    prometheusServer.path,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--enable-feature=exemplar-storage',
      '--log.level=error',
    ],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  const ask = async <T>(path: string): Promise<T | undefined> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`).catch(() => undefined);
    return answer?.ok ? ((await answer.json()) as { data: T }).data : undefined;
  };

  return {
    /** Values of a query by the job that they were scraped by: once they are as wanted, or the last ones. */
    async valuesByJob(
      query: string,
      isWanted: (value: number) => boolean,
    ): Promise<Readonly<Record<string, number>>> {
      const deadline = Date.now() + 20_000;
      for (;;) {
        const data = await ask<{ result: { metric: { job: string }; value: [number, string] }[] }>(
          `query?query=${encodeURIComponent(query)}`,
        );
        const values = (data?.result ?? []).map(
          ({ metric, value }) => [metric.job, Number(value[1])] as const,
        );
        const isDone = values.length === 2 && values.every(([, value]) => isWanted(value));
        if (isDone || Date.now() > deadline) return Object.fromEntries(values);
        await pause(100);
      }
    },
    exemplars: (query: string) =>
      ask<readonly { readonly exemplars: readonly unknown[] }[]>(
        `query_exemplars?query=${encodeURIComponent(query)}&start=${Date.now() / 1_000 - 600}&end=${Date.now() / 1_000 + 60}`,
      ),
    async stop() {
      child.kill('SIGKILL');
      await ended;
      proxy.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
