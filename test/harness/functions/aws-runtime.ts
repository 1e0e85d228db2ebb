import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HttpResponse } from '../../../tools/local-cloud/http/http-response.ts';
import { jsonResponse } from '../../../tools/local-cloud/http/http-response.ts';
import { startHttpServer } from '../../../tools/local-cloud/http/http-server.ts';

const requestId = '8476a536-e9f4-11e8-9739-2dfe598c3fcd';
const api = '/2018-06-01/runtime';

/** Lambda's limit of a response. */
const maxResponseBytes = 6 * 2 ** 20;
const transport = new URL('aws-runtime-transport.ts', import.meta.url).href;

const findRuntimeClient = (): string | undefined => {
  try {
    return fileURLToPath(import.meta.resolve('aws-lambda-ric'));
  } catch {
    return undefined;
  }
};

const runtimeClient = findRuntimeClient();

/** AWS's runtime client: an optional package, as `npm ci --omit=optional` leaves it out. */
export const awsRuntimeClient = {
  isMissing: runtimeClient === undefined,
  reason: runtimeClient === undefined ? ' (skipped: aws-lambda-ric is not installed)' : '',
};

export interface AwsRuntimeOptions {
  /** File of the bundle; it exports `handler`. */
  readonly bundle: string;
  readonly event: unknown;
  /** All of the process's environment, but for the address of the Runtime API. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** How a function answered one event. */
export interface AwsRuntimeRun {
  /** Path below the request's own, `response` or `error`, and the body that was sent to it. */
  readonly result: { readonly kind: string; readonly body: unknown };
  /** Output of the process, line by line. */
  readonly lines: readonly string[];
}

/** Lambda's Runtime API with one invocation to give. `finished` resolves when the second one is asked for. */
const startRuntimeApi = async (event: unknown, deadline: number) => {
  const finished = Promise.withResolvers<AwsRuntimeRun['result']>();
  let result: AwsRuntimeRun['result'] | undefined;
  let asked = 0;
  const next = (): Promise<HttpResponse> | HttpResponse => {
    asked += 1;
    if (asked > 1) {
      finished.resolve(result ?? { kind: 'nothing', body: undefined });
      // As on AWS, the runtime waits here until it is stopped.
      return new Promise(() => {});
    }
    return jsonResponse(200, event, {
      'Lambda-Runtime-Aws-Request-Id': requestId,
      'Lambda-Runtime-Deadline-Ms': String(deadline),
      'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:us-east-1:123456789012:function:bundle',
      'Lambda-Runtime-Trace-Id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0',
    });
  };
  const server = await startHttpServer(async ({ request, readBody }) => {
    const { url = '' } = request;
    if (url === `${api}/invocation/next`) return next();
    const body: unknown = JSON.parse(String(await readBody(maxResponseBytes)));
    result = { kind: url.slice(url.lastIndexOf('/') + 1), body };
    if (url === `${api}/init/error`) finished.resolve({ kind: 'init/error', body });
    return jsonResponse(202, {});
  }, 0);
  return { server, finished: finished.promise };
};

/**
 * Starts a bundle in AWS's own runtime client, in a process of its own, has it answer one event and stops it.
 * @throws {Error} with what it printed, when the process ends by itself or does not answer in time.
 */
export const runInAwsRuntime = async (options: AwsRuntimeOptions): Promise<AwsRuntimeRun> => {
  if (runtimeClient === undefined) throw new Error('aws-lambda-ric is not installed');
  const { bundle, event, environment, timeoutMs } = options;
  const { server, finished } = await startRuntimeApi(event, Date.now() + timeoutMs);
  const isCompiled = existsSync(join(dirname(runtimeClient), 'rapid-client.node'));
  const child = spawn(process.execPath, [...(isCompiled ? [] : ['--import', transport]), runtimeClient], {
    cwd: dirname(bundle),
    env: { ...environment, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${server.port}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = once(child, 'close').then(() => undefined);
  try {
    const result = await Promise.race([finished, ended]);
    child.kill('SIGKILL');
    await ended;
    if (result === undefined) throw new Error(`the runtime ended: ${output}`);
    return { result, lines: output.split('\n').filter((line) => line !== '') };
  } finally {
    child.kill('SIGKILL');
    await server.close(0);
  }
};
