import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RequestHandler } from '../../../../tools/local-cloud/http/exchange.ts';
import { type HttpServer, startHttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import {
  createOutageEndEndpoint,
  createOutageEndpoint,
} from '../../../../tools/local-cloud/payments/outage-endpoint.ts';
import type { PaymentOutage } from '../../../../tools/local-cloud/payments/payment-outage.ts';

describe('createOutageEndpoint', () => {
  const calls: (PaymentOutage | 'end')[] = [];
  let server: HttpServer;
  beforeAll(async () => {
    const begin = createOutageEndpoint({ beginOutage: async (outage) => void calls.push(outage) });
    const end = createOutageEndEndpoint({ endOutage: async () => void calls.push('end') });
    const handle: RequestHandler = (exchange) => (exchange.request.method === 'POST' ? begin : end)(exchange);
    server = await startHttpServer(handle, 0);
  });
  afterEach(() => {
    calls.length = 0;
  });
  afterAll(() => server.close(0));

  const post = (body: string) => fetch(server.url, { method: 'POST', body });

  it('begins an outage and answers its mode', async () => {
    const answer = await post('{"seconds":20,"mode":"refuse"}');
    expect([answer.status, await answer.json()]).toEqual([200, { seconds: 20, mode: 'refuse' }]);
    expect(calls).toEqual([{ seconds: 20, mode: 'refuse' }]);
  });

  it('ends an outage', async () => {
    expect((await fetch(server.url, { method: 'DELETE' })).status).toBe(200);
    expect(calls).toEqual(['end']);
  });

  it.each([
    ['', /JSON object/],
    ['[]', /JSON object/],
    ['{"seconds":20}', /mode/],
    ['{"seconds":20,"mode":"burn"}', /mode/],
    ['{"seconds":0,"mode":"hang"}', /seconds/],
    ['{"seconds":"20","mode":"hang"}', /seconds/],
    ['{"seconds":3601,"mode":"hang"}', /seconds/],
  ])('refuses %s with the reason', async (body, message) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ message: expect.stringMatching(message) });
    expect(calls).toEqual([]);
  });
});
