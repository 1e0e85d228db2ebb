import { describe, expect, it } from 'vitest';
import {
  createClientCredentialsEndpoint,
  localClientSecret,
} from '../../../../tools/local-cloud/endpoints/client-credentials-endpoint.ts';
import type { Exchange } from '../../../../tools/local-cloud/http/exchange.ts';

const ask = async (form: Record<string, string>, credentials = `client-1:${localClientSecret}`) => {
  const endpoint = createClientCredentialsEndpoint({
    issue: async ({ sub, scope }) => ({
      access_token: `${sub} ${scope}`,
      token_type: 'Bearer',
      expires_in: 1,
    }),
  });
  const exchange = {
    request: { headers: { authorization: `Basic ${btoa(credentials)}` } },
    readBody: async () => Buffer.from(new URLSearchParams(form).toString()),
  } as unknown as Exchange;
  const { status, body } = await endpoint(exchange);
  return [status, JSON.parse(String(body))];
};

const form = { grant_type: 'client_credentials', scope: 'orders:write' };

describe('createClientCredentialsEndpoint', () => {
  it('issues a token about the client, with the scope that it asks for', async () => {
    expect(await ask(form)).toEqual([
      200,
      expect.objectContaining({ access_token: 'client-1 orders:write' }),
    ]);
  });

  it('refuses a wrong secret and every other grant, in the words of OAuth', async () => {
    expect(await ask(form, 'client-1:wrong')).toEqual([401, { error: 'invalid_client' }]);
    expect(await ask({ ...form, grant_type: 'password' })).toEqual([
      400,
      { error: 'unsupported_grant_type' },
    ]);
  });
});
