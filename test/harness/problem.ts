import { expect } from 'vitest';
import type { ErrorCode } from '../../lib/contract/errors/registry.ts';
import { errorEnvelopeSchema } from '../../lib/contract/schemas/error-envelope-schema.ts';
import type { ApiResponse } from '../../lib/platform/response.ts';

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** A response with this status whose body is the error envelope with this code and the echoed id. */
    toBeProblem(status: number, code: ErrorCode): R;
  }
}

const faultsOf = ({ statusCode, headers, body }: ApiResponse, status: number, code: ErrorCode) => {
  const faults: string[] = [];
  const sent = new Headers(headers);
  if (statusCode !== status) faults.push(`status ${statusCode} is not ${status}`);
  if (sent.get('Content-Type') !== 'application/json') faults.push(`it is ${sent.get('Content-Type')}`);
  const envelope = errorEnvelopeSchema.safeParse(JSON.parse(body));
  if (!envelope.success) return [...faults, envelope.error.message];
  const { error } = envelope.data;
  if (error.code !== code) faults.push(`code ${error.code} is not ${code}`);
  if (error.correlationId !== sent.get('X-Correlation-ID')) faults.push('body and header differ in the id');
  if (error.correlationId === '') faults.push('the correlation id is empty');
  return faults;
};

expect.extend({
  toBeProblem(response: ApiResponse, status: number, code: ErrorCode) {
    const faults = faultsOf(response, status, code);
    return {
      pass: faults.length === 0,
      message: () => `response ${JSON.stringify(response)}: ${faults.join('; ') || 'is that problem'}`,
    };
  },
});
