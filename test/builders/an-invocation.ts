import type { ApiGatewayEvent, Invocation } from '../../lib/middleware/api/api-event.ts';
import { aLambdaContext } from './a-lambda-context.ts';

/** The request that Middy hands to each middleware of one invocation. */
export const anInvocation = (event: ApiGatewayEvent, facts: Partial<Invocation> = {}): Invocation => ({
  event,
  context: aLambdaContext(),
  response: null,
  error: null,
  internal: {},
  ...facts,
});
