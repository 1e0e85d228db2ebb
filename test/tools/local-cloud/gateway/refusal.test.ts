import { describe, expect, it } from 'vitest';
import { refusalResponse } from '../../../../tools/local-cloud/gateway/refusal.ts';
import { refusalRules } from '../../../../tools/local-cloud/order-service-deployment.ts';

const context = {
  scope: 'orders:write',
  correlationId: 'sent-by-client',
  newCorrelationId: () => 'generated',
  rules: refusalRules,
  now: new Date('2026-03-05T07:08:09.010Z'),
};
const unauthorized = { granted: false, status: 401, wwwAuthenticate: 'Bearer' } as const;
const forbidden = { granted: false, status: 403, wwwAuthenticate: 'Bearer scope="orders:write"' } as const;

const bodyOf = ({ body }: { body: string | Buffer }) => JSON.parse(String(body));

describe('refusalResponse', () => {
  it('answers 401 in the envelope of the service', () => {
    const response = refusalResponse(unauthorized, context);
    expect(response).toMatchObject({
      status: 401,
      headers: {
        'www-authenticate': 'Bearer',
        'X-Correlation-ID': 'sent-by-client',
        'content-type': 'application/json',
      },
    });
    expect(bodyOf(response)).toEqual({
      error: {
        code: 'AUT-001',
        message: 'Authentication required',
        timestamp: '2026-03-05T07:08:09.010Z',
        correlationId: 'sent-by-client',
      },
    });
  });

  it('names the scope that is missing in a 403', () => {
    expect(bodyOf(refusalResponse(forbidden, context)).error).toMatchObject({
      code: 'AUT-002',
      details: { scope: 'orders:write' },
    });
  });

  it.each([undefined, 'short', 'a'.repeat(65), 'line\nbreak!', 'sent-one, sent-two'])(
    'replaces the correlation id %j',
    (correlationId) => {
      const response = refusalResponse(unauthorized, { ...context, correlationId });
      expect(response.headers['X-Correlation-ID']).toBe('generated');
      expect(bodyOf(response).error.correlationId).toBe('generated');
    },
  );
});
