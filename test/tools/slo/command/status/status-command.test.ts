import { afterEach, describe, expect, it } from 'vitest';
import {
  type HttpResponse,
  jsonResponse,
  textResponse,
} from '../../../../../tools/local-cloud/http/http-response.ts';
import { type HttpServer, startHttpServer } from '../../../../../tools/local-cloud/http/http-server.ts';
import { type StatusRequest, statusCommand } from '../../../../../tools/slo/command/status/status-command.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const metricsText = (good: number, bad: number): string =>
  `slo_events_total{slo="availability",outcome="good"} ${good}\nslo_events_total{slo="availability",outcome="bad"} ${bad}\n`;

interface Asked {
  readonly target: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

let server: HttpServer | undefined;
afterEach(async () => {
  await server?.close(0);
  server = undefined;
});

/** A service whose answers are made by path; it remembers what it was asked. */
const startService = async (answers: Readonly<Record<string, () => HttpResponse>>) => {
  const asked: Asked[] = [];
  server = await startHttpServer(async ({ request, readBody }) => {
    const { url: target = '', headers } = request;
    const body = String(await readBody(10_000));
    asked.push({ target, authorization: headers['authorization'], body });
    return answers[target]?.() ?? jsonResponse(404, { message: 'Not Found' });
  }, 0);
  return { url: server.url, asked };
};

const issuesTokens = { '/local/token': () => jsonResponse(200, { access_token: 'local-token' }) };

const runStatus = async (request: Partial<StatusRequest> & { readonly url: string }, rounds = 1) => {
  const printed: string[] = [];
  const paused: number[] = [];
  let now = 0;
  const exhausted = await statusCommand(
    [anObjective()],
    { json: false, ...request },
    {
      print: (text) => printed.push(text),
      nowMs: () => now,
      pause: async (seconds) => {
        paused.push(seconds);
        now += seconds * 1_000;
        return paused.length < rounds;
      },
    },
  );
  return { exhausted, printed, paused };
};

describe('statusCommand of a service', () => {
  it('gets a token from a local one and prints a table', async () => {
    const { url, asked } = await startService({
      ...issuesTokens,
      '/metrics': () => textResponse(200, metricsText(19_990, 10)),
    });
    const { exhausted, printed } = await runStatus({ url });
    expect(exhausted).toBe(false);
    expect(printed.join('\n')).toMatch(/availability +99.9 % +19,990 +10 +20 +99.95 % +50 %/);
    expect(asked).toEqual([
      { target: '/local/objectives', authorization: undefined, body: '' },
      {
        target: '/local/token',
        authorization: undefined,
        body: '{"sub":"slo-status","scope":"metrics:read"}',
      },
      { target: '/metrics', authorization: 'Bearer local-token', body: '' },
    ]);
  });

  it('prints the measurements of a local run that has some', async () => {
    const report = { source: 'Local run', period: 'over the window', slos: [], notes: ['a note'] };
    const { url } = await startService({ '/local/objectives': () => jsonResponse(200, report) });
    const { printed } = await runStatus({ url, json: true });
    expect(printed.map((text) => JSON.parse(text))).toEqual([report]);
  });

  it('uses the token that it is given', async () => {
    const { url, asked } = await startService({ '/metrics': () => textResponse(200, metricsText(1, 0)) });
    await runStatus({ url, token: 'mine' });
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer mine']);
  });

  it('reports an exhausted budget', async () => {
    const { url } = await startService({ '/metrics': () => textResponse(200, metricsText(90, 10)) });
    expect((await runStatus({ url, token: 't' })).exhausted).toBe(true);
  });

  it('keeps watching while the service is down, and reports that', async () => {
    const answers = [200, 503, 200].map((status) => textResponse(status, metricsText(19_990, 10)));
    const { url } = await startService({ '/metrics': () => answers.shift() ?? textResponse(500, '') });
    const { printed, exhausted } = await runStatus({ url, token: 't', watchSeconds: 5 }, 3);
    const [first, , second, , third] = printed;
    expect([first, third]).toEqual([expect.stringContaining('50 %'), expect.stringContaining('50 %')]);
    expect(second).toBe(`${url}/metrics answers 503 instead of metrics.`);
    expect(exhausted).toBe(false);
  });

  it('reports a failed reading as JSON', async () => {
    const answers = [textResponse(200, metricsText(19_990, 10))];
    const { url } = await startService({ '/metrics': () => answers.shift() ?? textResponse(500, '') });
    const { printed } = await runStatus({ url, token: 't', watchSeconds: 5, json: true }, 2);
    expect(JSON.parse(printed[1] ?? '')).toEqual({ error: `${url}/metrics answers 500 instead of metrics.` });
  });

  it('prints a line of JSON when asked to', async () => {
    const { url } = await startService({ '/metrics': () => textResponse(200, metricsText(90, 10)) });
    const { printed } = await runStatus({ url, token: 't', json: true });
    expect(printed.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        source: `Service at ${url}`,
        slos: [expect.objectContaining({ id: 'availability', good: 90, bad: 10, exhausted: true })],
      }),
    ]);
  });

  it('measures the burn rate between readings while it watches, until interrupted', async () => {
    const readings = [metricsText(1_000, 0), metricsText(1_099, 1), metricsText(1_199, 1)];
    const { url } = await startService({ '/metrics': () => textResponse(200, readings.shift() ?? '') });
    const { printed, paused } = await runStatus({ url, token: 't', json: true, watchSeconds: 5 }, 3);
    expect(paused).toEqual([5, 5, 5]);
    expect(printed.map((line) => JSON.parse(line).slos[0].burnRates)).toEqual([
      [{ window: 'since then', burnRate: 0 }],
      [{ window: 'last 5 s', burnRate: 10 }],
      [{ window: 'last 5 s', burnRate: 0 }],
    ]);
  });

  it('puts an empty line between tables', async () => {
    const { url } = await startService({ '/metrics': () => textResponse(200, metricsText(1, 0)) });
    const { printed } = await runStatus({ url, token: 't', watchSeconds: 5 }, 2);
    expect(printed[1]).toBe('');
    expect(printed).toHaveLength(3);
  });

  it.each([
    [401, 'refuses the token (401). Pass a valid token with the scope metrics:read.'],
    [403, 'refuses the token (403). Pass a valid token with the scope metrics:read.'],
    [503, 'answers 503 instead of metrics.'],
  ])('explains the status %d in one line', async (status, message) => {
    const { url } = await startService({ '/metrics': () => textResponse(status, '') });
    await expect(runStatus({ url, token: 't' })).rejects.toThrow(`${url}/metrics ${message}`);
  });

  it('names the malformed line of an answer', async () => {
    const { url } = await startService({ '/metrics': () => textResponse(200, 'a 1\n<html>\n') });
    await expect(runStatus({ url, token: 't' })).rejects.toThrow(
      `${url}/metrics does not answer in the Prometheus text format: line 2: cannot read "<html>".`,
    );
  });

  it('requires a token when a local service issues none', async () => {
    const { url } = await startService({});
    await expect(runStatus({ url })).rejects.toThrow(
      `The service at ${url} issues no tokens. Pass one with the scope metrics:read in --token or SLO_TOKEN.`,
    );
  });

  it('requires a token of a service that is not local, without a request to it', async () => {
    await expect(runStatus({ url: 'https://api.example' })).rejects.toThrow(
      'https://api.example is not local. Pass a token with the scope metrics:read in --token or SLO_TOKEN.',
    );
  });

  it('states the command that starts the service when it does not answer', async () => {
    const { url } = await startService({});
    await server?.close(0);
    await expect(runStatus({ url, token: 't' })).rejects.toThrow(
      `No answer from ${url}/metrics. Start the local service with \`npm start\`, or name another one with --url.`,
    );
  });

  it('reports the failure of a request with another protocol', async () => {
    const { url } = await startService({});
    const secure = url.replace('http:', 'https:');
    await expect(runStatus({ url: secure, token: 't' })).rejects.toThrow(
      /^The request to https:\S+\/metrics failed: \w+\.$/,
    );
  });
});

describe('statusCommand of a Prometheus server', () => {
  const vector = (...result: readonly object[]) => ({
    status: 'success',
    data: { resultType: 'vector', result },
  });
  const events = (outcome: string, value: string) => ({
    metric: { slo: 'availability', outcome },
    value: [1_700_000_000, value],
  });

  it('asks its HTTP API', async () => {
    const { url, asked } = await startService({
      '/api/v1/query': () => jsonResponse(200, vector(events('good', '9995.2'), events('bad', '5'))),
    });
    const { printed } = await runStatus({ url: 'http://unused', prometheus: url });
    expect(printed.join('\n')).toMatch(/availability +99.9 % +9,995 +5 /);
    expect(asked.map(({ body }) => new URLSearchParams(body).get('query'))).toContain(
      'sum by (slo, outcome) (increase(slo_events_total[30d]))',
    );
  });

  it('passes on a refusal in one line', async () => {
    const { url } = await startService({
      '/api/v1/query': () => jsonResponse(422, { status: 'error', error: 'query timed out' }),
    });
    await expect(runStatus({ url: 'http://unused', prometheus: url })).rejects.toThrow(
      /^Prometheus at .* refuses the query .*: query timed out\.$/,
    );
  });

  it('reports that the server is not Prometheus', async () => {
    const { url } = await startService({ '/api/v1/query': () => textResponse(200, '<html>') });
    await expect(runStatus({ url: 'http://unused', prometheus: url })).rejects.toThrow(
      `The server at ${url} is not Prometheus (status 200).`,
    );
  });
});
