// Runs in a worker thread: one execution environment of one function.

import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { describeError } from '../function-error.ts';
import { type CollectGarbage, createFreeze } from './freeze.ts';
import { invocationContext } from './invocation-context.ts';
import { type Handler, loadHandler } from './load-handler.ts';
import type { InvokeMessage, RuntimeMessage, RuntimeSettings } from './messages.ts';
import { captureOutput } from './output-capture.ts';
import { traceRequestsTo } from './trace-requests.ts';

if (!parentPort) throw new Error('runs in a worker thread only');
const port = parentPort;
const settings = workerData as RuntimeSettings;
const { gc: collectGarbage } = globalThis as unknown as { readonly gc: CollectGarbage };
// Functions have none on AWS. V8 does not let it be deleted.
Object.assign(globalThis, { gc: undefined });
const send = (message: RuntimeMessage) => port.postMessage(message);

const crashOn = (event: 'uncaughtException' | 'unhandledRejection', errorType?: string) =>
  process.on(event, (thrown: unknown) => {
    send({ type: 'crashed', error: describeError(thrown, errorType) });
    process.exit(1);
  });

captureOutput((stream, text) => send({ type: 'output', stream, text }));
crashOn('uncaughtException');
crashOn('unhandledRejection', 'Runtime.UnhandledPromiseRejection');
process.setSourceMapsEnabled(true);
if (settings.tracedHost !== undefined) traceRequestsTo(settings.tracedHost);

/** Invocations under way. Counted here, where they run, so that it shows if ever two share an environment. */
let inFlight = 0;

/** Lets timers that are due fire and sockets be read, as sending the answer does on AWS. */
const pollOnce = async (): Promise<void> => {
  await setImmediate();
  await setImmediate();
};

const run = async (handler: Handler, message: InvokeMessage): Promise<RuntimeMessage> => {
  const { requestId } = message;
  inFlight += 1;
  const seen = inFlight;
  try {
    process.env['_X_AMZN_TRACE_ID'] = message.traceId;
    const result = await handler(JSON.parse(message.event), invocationContext(settings, message, Date.now));
    await pollOnce();
    return { type: 'returned', requestId, payload: JSON.stringify(result) ?? 'null', inFlight: seen };
  } catch (thrown) {
    return { type: 'threw', requestId, error: describeError(thrown), inFlight: seen };
  } finally {
    inFlight -= 1;
  }
};

const handler = await loadHandler(settings.codeUrl);
if (typeof handler === 'function') {
  const freeze = createFreeze(port, settings.invocations, collectGarbage);
  const serve = async (first: InvokeMessage | undefined) => {
    for (let message = first; message; message = freeze()) send(await run(handler, message));
  };
  port.on('message', serve);
  send({ type: 'ready' });
  void serve(freeze());
} else {
  send({ type: 'init-failed', error: handler });
}
