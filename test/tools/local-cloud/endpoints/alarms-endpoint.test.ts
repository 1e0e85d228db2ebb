import { describe, expect, it } from 'vitest';
import { createAlarmsEndpoint } from '../../../../tools/local-cloud/endpoints/alarms-endpoint.ts';
import type { Exchange } from '../../../../tools/local-cloud/http/exchange.ts';

const exchange = {} as Exchange;

describe('GET /local/alarms', () => {
  it('has every alarm', async () => {
    const late = { name: 'late', state: 'OK', meaning: 'Events are late.', runbook: 'docs/late.md' } as const;
    const answer = await createAlarmsEndpoint(async () => [late])(exchange);
    expect(answer.status).toBe(200);
    expect(JSON.parse(String(answer.body))).toEqual({ items: [late] });
  });

  it('answers the reason for a missing state while the sources do not load', async () => {
    const answer = await createAlarmsEndpoint(() => Promise.reject(new Error('unexpected token')))(exchange);
    expect(answer.status).toBe(503);
    expect(JSON.parse(String(answer.body)).message).toBe('The alarms cannot be judged: unexpected token');
  });
});
