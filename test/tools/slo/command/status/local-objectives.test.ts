import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { localObjectives } from '../../../../../tools/slo/command/status/local-objectives.ts';

const measured = [{ name: 'slo_bad_events:availability', minutes: [{ minute: 7, sum: 2, count: 5 }] }];
const now = 7 * 60_000;

describe('localObjectives', () => {
  it('reads judged events from the metrics of the functions', async () => {
    const { slos } = await localObjectives(measured, now);
    expect(slos.find(({ id }) => id === 'availability')).toMatchObject({ good: 3, bad: 2 });
    expect(slos.find(({ id }) => id === 'payment-success')).toMatchObject({ state: 'no events' });
  });

  it('shows the alerts of a Prometheus server', async () => {
    const server = createServer((_, response) => {
      const metric = { sloth_slo: 'availability', severity: 'ticket' };
      const data = { resultType: 'vector', result: [{ metric, value: [0, '1'] }] };
      response.end(JSON.stringify({ status: 'success', data }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { alertsFrom, slos } = await localObjectives(measured, now, url);
    server.close();
    expect(alertsFrom).toBe(`Prometheus at ${url}`);
    expect(slos.find(({ id }) => id === 'availability')?.firing).toEqual(['ticket']);
  });

  it('evaluates the rules itself when the Prometheus server does not answer, and reports that', async () => {
    const { alertsFrom, notes } = await localObjectives(measured, now, 'http://127.0.0.1:9');
    expect(alertsFrom).toBe("the rules' own arithmetic");
    expect(notes.at(-1)).toContain('http://127.0.0.1:9');
  });
});
