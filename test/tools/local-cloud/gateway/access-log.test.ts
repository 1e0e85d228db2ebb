import { describe, expect, it } from 'vitest';
import { accessLine } from '../../../../tools/local-cloud/gateway/access-log.ts';
import { textResponse } from '../../../../tools/local-cloud/http/http-response.ts';

const route = { functionName: 'get-order', method: 'GET', path: '/orders/{orderId}', scope: null } as const;
const response = textResponse(200, '');

describe('accessLine', () => {
  it('shows status, method, template and time', () => {
    expect(accessLine('GET', { response, route, coldStart: false }, 12.4)).toBe(
      '200 GET /orders/{orderId}  12 ms',
    );
  });

  it('marks a cold start', () => {
    expect(accessLine('GET', { response, route, coldStart: true }, 80)).toMatch(/80 ms {2}cold start$/);
  });

  it('ends with the reason for a refused token', () => {
    const refusal = {
      response: textResponse(403, ''),
      route,
      coldStart: false,
      explanation: 'A=b does not fit',
    };
    expect(accessLine('GET', refusal, 1)).toBe('403 GET /orders/{orderId}  1 ms  A=b does not fit');
  });

  it('shows nothing of a path that no route has', () => {
    expect(accessLine('GET', { response: textResponse(404, ''), coldStart: false }, 0.3)).toBe(
      '404 GET (no route)  0 ms',
    );
  });
});
