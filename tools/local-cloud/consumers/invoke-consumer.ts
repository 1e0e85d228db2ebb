import { randomUUID } from 'node:crypto';
import type { InvocationOutcome } from '../lambda/invocation.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';

/** Runs a function with an event; how it ended is all there is to know. */
export type InvokeConsumer = (event: unknown) => Promise<InvocationOutcome>;

/** @param signal gives up waiting for an execution environment. */
export const createInvokeConsumer =
  (invoke: LambdaService['invoke'], functionName: string, signal: AbortSignal): InvokeConsumer =>
  async (event) => {
    const request = { event: JSON.stringify(event), traceId: `Root=1-0-${randomUUID()}` };
    const { outcome } = await invoke(functionName, request, signal);
    return outcome;
  };
