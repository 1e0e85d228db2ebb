import { describe, expect, it } from 'vitest';
import { createRequestList } from '../../../../tools/local-cloud/console/request-list.ts';
import type { Exchange } from '../../../../tools/local-cloud/http/exchange.ts';
import type { RecordedRequest } from '../../../../tools/local-cloud/journal/request-journal.ts';

const requestNamed = (id: string): RecordedRequest => ({
  id,
  at: 0,
  ms: 1,
  method: 'GET',
  target: '/',
  answer: { coldStart: false },
  requestHeaders: {},
  status: 200,
  responseHeaders: {},
});

const kept = ['a', 'b', 'c'].map(requestNamed);

const ask = async (query: string) => {
  const answer = await createRequestList(
    { list: () => kept },
    {},
  )({
    request: { url: `/local/requests${query}` },
  } as unknown as Exchange);
  const { after, items } = JSON.parse(String(answer.body)) as { after?: string; items: { id: string }[] };
  return { after, ids: items.map(({ id }) => id) };
};

describe('createRequestList', () => {
  it('answers all requests that are kept', async () => {
    expect(await ask('')).toEqual({ after: undefined, ids: ['a', 'b', 'c'] });
  });

  it('answers those after a request, marked as a continuation', async () => {
    expect(await ask('?after=b')).toEqual({ after: 'b', ids: ['c'] });
    expect(await ask('?after=c')).toEqual({ after: 'c', ids: [] });
  });

  it('answers all after a request that is no longer kept', async () => {
    expect(await ask('?after=z')).toEqual({ after: undefined, ids: ['a', 'b', 'c'] });
  });
});
