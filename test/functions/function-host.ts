import type { ApiHandler } from '../../lib/middleware/pipeline.ts';
import { aLambdaContext } from '../builders/a-lambda-context.ts';
import type { Invoke } from './running-functions.ts';

// Runs as a process of its own: invokes the functions that it is told to, one at a time, as Lambda would.

const handlerOf = async (routeId: string): Promise<ApiHandler> => {
  const loaded: { handler: ApiHandler } = await import(`../../functions/${routeId}.ts`);
  return loaded.handler;
};

let queue = Promise.resolve();

process.on('message', ({ routeId, event, remainingMs }: Invoke) => {
  queue = queue.then(async () => {
    const handler = await handlerOf(routeId);
    const context = aLambdaContext({ functionName: routeId, getRemainingTimeInMillis: () => remainingMs });
    const response = await handler(event, context);
    process.send?.(response);
  });
});
