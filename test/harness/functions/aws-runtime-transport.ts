// Loaded before AWS's runtime client: takes the place of its native transport, which would have to be compiled.
// Everything else is AWS's: how it loads a handler, patches the console, and formats log lines and errors.

import { request } from 'node:http';
import { registerHooks } from 'node:module';

interface Answer {
  readonly bodyJson: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

const nativeTransport = './rapid-client.node';
const invocations = `http://${process.env['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation`;

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === nativeTransport
      ? { url: import.meta.url, shortCircuit: true }
      : nextResolve(specifier, context),
});

const exchange = (path: string, body?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request(`${invocations}/${path}`, { method }, (response) => {
      let bodyJson = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        bodyJson += text;
      });
      response.on('end', () => resolve({ bodyJson, headers: response.headers }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** The native transport has sent a result when it returns; this one lets the next request wait for it. */
let sending: Promise<unknown> = Promise.resolve();

/** Waits for the next invocation. */
export const next = (): Promise<Answer> => sending.then(() => exchange('next'));

/** Sends what the handler returned. */
export const done = (requestId: string, body: string): void => {
  sending = exchange(`${requestId}/response`, body);
};

/** Sends what the handler threw. */
export const error = (requestId: string, body: string): void => {
  sending = exchange(`${requestId}/error`, body);
};
