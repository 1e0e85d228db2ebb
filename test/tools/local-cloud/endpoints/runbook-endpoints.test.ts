import { describe, expect, it } from 'vitest';
import { runbookEndpoints } from '../../../../tools/local-cloud/endpoints/runbook-endpoints.ts';
import type { Exchange } from '../../../../tools/local-cloud/http/exchange.ts';

describe('runbookEndpoints', () => {
  it('answer the runbooks of a folder as text', async () => {
    const endpoints = new Map(runbookEndpoints('docs/runbooks'));
    const answer = await endpoints.get('/local/runbooks/metrics-pipeline.md')?.GET({} as Exchange);
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('## counts-missing') });
    expect([...endpoints.keys()]).toContain('/local/runbooks/way-in.md');
  });
});
