import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  apiAddress,
  createStripeClient,
  type StripeRequest,
} from '../../../../lib/adapters/stripe/stripe-client.ts';
import { bundling } from '../../../../lib/contract/bundling.ts';
import { build } from '../../../../tools/esbuild-service.ts';
import {
  chunkBuildOptions,
  functionBuildOptions,
} from '../../../../tools/local-cloud/bundler/build-options.ts';
import { projectRoot } from '../../../../tools/project.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

interface Received {
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const { signal } = new AbortController();

const create: StripeRequest = (stripe) =>
  stripe.paymentIntents.create(
    { amount: 1_999, currency: 'usd', metadata: { orderId: 'ord_1' } },
    { apiKey: 'sk_test_1', idempotencyKey: 'key-1' },
  );

describe('apiAddress', () => {
  it.each([
    ['https://api.stripe.com', { host: 'api.stripe.com', port: '443', protocol: 'https' }],
    ['http://127.0.0.1', { host: '127.0.0.1', port: '80', protocol: 'http' }],
    ['http://127.0.0.1:12111/', { host: '127.0.0.1', port: '12111', protocol: 'http' }],
    ['http://[::1]:12111', { host: '::1', port: '12111', protocol: 'http' }],
  ])('takes %s apart', (apiBase, address) => {
    expect(apiAddress(apiBase)).toEqual(address);
  });

  it.each([
    'https://proxy.example/stripe',
    'https://proxy.example/?a=1',
    'ftp://proxy.example',
    'api.stripe.com',
  ])('refuses %s', (apiBase) => {
    expect(() => apiAddress(apiBase)).toThrow();
  });
});

describe('createStripeClient', () => {
  let stop = async () => {};
  afterEach(() => stop());

  const serve = async (listener: RequestListener) => {
    const received: Received[] = [];
    const server = await startScriptedServer(async (request, response) => {
      const body = await text(request);
      received.push({ target: `${request.method} ${request.url}`, headers: request.headers, body });
      listener(request, response);
    });
    stop = server.stop;
    return { server, received };
  };

  const answering =
    (body: string, status = 200): RequestListener =>
    (_, response) =>
      void response.writeHead(status, { 'request-id': 'req_1' }).end(body);

  it('sends key, idempotency key and parameters as the API takes them', async () => {
    const { server, received } = await serve(answering('{"id":"pi_1"}'));
    expect(await createStripeClient({ apiBase: server.endpoint })(signal, create)).toMatchObject({
      id: 'pi_1',
    });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      target: 'POST /v1/payment_intents',
      headers: {
        authorization: 'Bearer sk_test_1',
        'idempotency-key': 'key-1',
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
      amount: '1999',
      currency: 'usd',
      'metadata[orderId]': 'ord_1',
    });
  });

  it('sends no facts about this machine or about earlier requests', async () => {
    const { server, received } = await serve(answering('{}'));
    const client = createStripeClient({ apiBase: server.endpoint });
    for (let n = 0; n < 2; n += 1) await client(signal, create);
    const { headers } = received[1] as Received;
    expect(headers).not.toHaveProperty('x-stripe-client-telemetry');
    const agent: unknown = JSON.parse(String(headers['x-stripe-client-user-agent']));
    expect(agent).not.toHaveProperty('platform');
    expect(agent).not.toHaveProperty('telemetry_id');
  });

  it('keeps the signals of calls apart that run at the same time', async () => {
    const { server } = await serve(() => {});
    const client = createStripeClient({ apiBase: server.endpoint });
    const [first, second] = [new AbortController(), new AbortController()];
    const calls = [client(first.signal, create), client(second.signal, create)];
    await vi.waitUntil(() => server.openSockets() === 2);
    first.abort();
    await expect(calls[0]).rejects.toMatchObject({ detail: { reason: 'aborted', sent: true } });
    expect(server.openSockets()).toBeGreaterThan(0);
    second.abort();
    await expect(calls[1]).rejects.toMatchObject({ detail: { reason: 'aborted' } });
    await vi.waitUntil(() => server.openSockets() === 0);
  });

  it('sends a request once for every outcome', async () => {
    const failures: RequestListener[] = [
      (request) => void request.socket.destroy(),
      answering('{"error":{"type":"api_error"}}', 500),
      answering('{"error":{"type":"idempotency_error"}}', 409),
    ];
    const { server, received } = await serve((request, response) => {
      failures[received.length - 1]?.(request, response);
    });
    const client = createStripeClient({ apiBase: server.endpoint });
    for (const _ of failures) await expect(client(signal, create)).rejects.toThrow();
    expect(received).toHaveLength(failures.length);
  });

  it.each(['', '<html>', 'null', '42', '"text"'])(
    'fails, and does not hang, on the answer %j',
    async (body) => {
      const { server } = await serve(answering(body));
      await expect(createStripeClient({ apiBase: server.endpoint })(signal, create)).rejects.toThrow();
    },
  );

  it('takes the time that it is given', async () => {
    const { server } = await serve(() => {});
    const call = createStripeClient({ apiBase: server.endpoint, timeoutMs: 50 })(signal, create);
    await expect(call).rejects.toMatchObject({ detail: { reason: 'timeout', sent: true } });
    await vi.waitUntil(() => server.openSockets() === 0);
  });

  describe('when it is bundled for Lambda', () => {
    it('loads neither the Node transport of the package nor its imports', async () => {
      const outdir = await mkdtemp(join(tmpdir(), 'stripe-client-'));
      const { server, received } = await serve(answering('{"id":"pi_1"}'));
      stop = async () => {
        await server.stop();
        await rm(outdir, { recursive: true });
      };
      const entries = { client: 'lib/adapters/stripe/stripe-client.ts' };
      const bundled = await Promise.all(
        [
          functionBuildOptions(projectRoot, entries, bundling, outdir),
          chunkBuildOptions(projectRoot, bundling, outdir),
        ].map((options) => build({ ...options, sourcemap: false, write: true })),
      );
      const outputs = bundled.flatMap(({ metafile }) => Object.entries(metafile.outputs));
      const [output = ''] = outputs.flatMap(([file]) =>
        /client-[A-Z0-9]{8}\.mjs$/.test(file) ? [file] : [],
      );
      const imported = outputs.flatMap(([, { imports }]) => imports.map(({ path }) => path));
      expect(imported).toContain('node:https');
      expect(imported.filter((path) => /^(?:node:)?http$/.test(path))).toEqual([]);

      const bundle = await import(join(projectRoot, output));
      const client = (bundle.createStripeClient as typeof createStripeClient)({ apiBase: server.endpoint });
      expect(await client(signal, create)).toMatchObject({ id: 'pi_1' });
      expect(received[0]?.headers['idempotency-key']).toBe('key-1');
    });
  });
});
