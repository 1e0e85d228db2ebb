import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareTallies, eventsUnseen, readSettled } from '../../../../tools/slo/gameday/client-tally.ts';
import { createEventRecord } from '../../../../tools/slo/gameday/event-record.ts';

const counts = (good: number, bad: number) => ({ good, bad });
const all = (value: ReturnType<typeof counts>) => ({
  availability: value,
  'order-latency': value,
  'payment-success': value,
});

const felt = (good: number, bad: number) => {
  const record = createEventRecord();
  for (const slo of ['availability', 'order-latency', 'payment-success'] as const) {
    for (let n = 0; n < good; n += 1) record.add(slo, 'good', n);
    for (let n = 0; n < bad; n += 1) record.add(slo, 'bad', n);
  }
  return record;
};

const agreeing = (
  record: ReturnType<typeof felt>,
  counted: ReturnType<typeof counts>,
  unseen = new Map<string, ReturnType<typeof counts>>(),
) =>
  compareTallies(record, all(counts(100, 10)), all(counts(100 + counted.good, 10 + counted.bad)), unseen)
    .filter(({ agrees }) => agrees)
    .map(({ slo }) => slo);

describe('compareTallies', () => {
  it('agrees when the service has counted the events of the customers', () => {
    expect(agreeing(felt(5, 2), counts(5, 2))).toEqual(['availability', 'order-latency', 'payment-success']);
  });

  it('finds an event that is missing, or one too many', () => {
    expect(agreeing(felt(5, 2), counts(5, 1))).toEqual([]);
    expect(agreeing(felt(5, 2), counts(6, 2))).toEqual([]);
  });

  it('accepts fewer late orders at the service for the same total', () => {
    expect(agreeing(felt(5, 2), counts(6, 1))).toEqual(['order-latency']);
    expect(agreeing(felt(5, 2), counts(4, 3))).toEqual([]);
  });

  it('adds requests of which the customers saw no answer', () => {
    expect(agreeing(felt(5, 2), counts(6, 2), new Map([['availability', counts(1, 0)]]))).toEqual([
      'availability',
    ]);
  });
});

describe('eventsUnseen', () => {
  const line = { exact: {}, 'slo_bad_events:availability': 0, 'slo_bad_events:payment-success': 1 };
  const server = createServer((request, response) => {
    const items = request.url?.endsWith('=with-line') ? [line, { message: 'request completed' }] : [];
    response.end(JSON.stringify({ items }));
  });
  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void server.close());

  it('finds the events in the lines of requests without an answer', async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const unseen = await eventsUnseen(url, ['with-line', 'without', 'with-line']);
    expect([...unseen]).toEqual([['availability', counts(2, 0)]]);
  });
});

describe('readSettled', () => {
  const exposition = (good: number): string =>
    ['availability', 'order-latency', 'payment-success']
      .flatMap((slo) =>
        [`good"} ${good}`, 'bad"} 0'].map((rest) => `slo_events_total{slo="${slo}",outcome="${rest}`),
      )
      .join('\n')
      .concat('\n');

  it('continues when single requests of a busy service fail', async () => {
    /** Answers to the requests for metrics, the last one for all that follow. */
    const answers = [200, 503, 'none', 200] as const;
    let asked = 0;
    const server = createServer((request, response) => {
      if (request.url === '/local/token') return void response.end('{"access_token":"t"}');
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      if (answer === 'none') return void request.socket.destroy();
      response.writeHead(answer ?? 500).end(exposition(asked > 3 ? 8 : 7));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settled = await readSettled(url, { calmMs: 20, lookEveryMs: 10 });
    server.close();
    expect(settled).toEqual(all(counts(8, 0)));
    expect(asked).toBeGreaterThan(answers.length);
  });
});
