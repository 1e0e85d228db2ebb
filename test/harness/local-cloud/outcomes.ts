import type { InvocationOutcome } from '../../../tools/local-cloud/lambda/invocation.ts';

export const answered = (value: unknown): InvocationOutcome => ({
  status: 'succeeded',
  payload: JSON.stringify(value),
});

export const threw = (errorMessage: string): InvocationOutcome => ({
  status: 'failed',
  error: { errorType: 'Error', errorMessage, stackTrace: [] },
});
