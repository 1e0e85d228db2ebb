import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { aLambdaContext } from '../../builders/a-lambda-context.ts';
import type { Invoke } from './running-functions.ts';

// Runs as a process of its own: invokes functions of a given tree, one at a time, as Lambda would.

type Handler = (event: unknown, context: Context) => Promise<unknown>;

const handlerOf = async (functionId: string): Promise<Handler> => {
  const loaded: { handler: Handler } = await import(
    pathToFileURL(join(process.argv[2] ?? '', 'functions', `${functionId}.ts`)).href
  );
  return loaded.handler;
};

let queue = Promise.resolve();

process.on('message', ({ functionId, event, remainingMs }: Invoke) => {
  queue = queue.then(async () => {
    const handler = await handlerOf(functionId);
    const context = aLambdaContext({ functionName: functionId, getRemainingTimeInMillis: () => remainingMs });
    const response = await handler(event, context);
    // A scheduled function answers nothing, which is no message.
    process.send?.(response ?? null);
  });
});
