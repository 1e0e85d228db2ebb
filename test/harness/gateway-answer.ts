import { expect } from 'vitest';
import { gatewayAnswers } from '../../lib/contract/api-gateway-answers.ts';
import type { ApiResponse } from '../../lib/platform/response.ts';

type Name = keyof typeof gatewayAnswers;

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** An answer of the gateway itself: status, body `{"message"}`, request id, no correlation id. */
    toBeOfGateway(name: Name): R;
  }
}

const faultsOf = ({ statusCode, headers, body }: ApiResponse, name: Name): string[] => {
  const { status, message } = gatewayAnswers[name];
  const sent = new Headers(headers);
  const challenge = sent.get('WWW-Authenticate');
  const faults: string[] = [];
  if (statusCode !== status) faults.push(`status ${statusCode} is not ${status}`);
  if (body !== JSON.stringify({ message })) faults.push(`the message is not ${message}`);
  if (!sent.get('apigw-requestid')) faults.push('it has no request id');
  if (sent.has('X-Correlation-ID')) faults.push('it has a correlation id');
  if ((status === 401 || status === 403) !== (challenge !== null))
    faults.push(`the challenge is ${challenge}`);
  return faults;
};

expect.extend({
  toBeOfGateway(response: ApiResponse, name: Name) {
    const faults = faultsOf(response, name);
    return {
      pass: faults.length === 0,
      message: () => `response ${JSON.stringify(response)}: ${faults.join('; ') || `is ${name}`}`,
    };
  },
});
