import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';

const refusal = 'a test must not leave this machine: connection to gateway.example refused';

/** Ways of a program to leave the machine; each prints the error that it gets. */
const attempts = [
  ['fetch', "fetch('https://gateway.example').catch(({ cause }) => console.log(cause.message))"],
  ['http', "require('node:http').get('http://gateway.example').on('error', print)"],
  ['https', "require('node:https').get('https://gateway.example').on('error', print)"],
  ['tls', "require('node:tls').connect(443, 'gateway.example').on('error', print)"],
  ['net', "require('node:net').connect({ port: 443, host: 'gateway.example' }).on('error', print)"],
] as const;
const print = 'const print = ({ message }) => console.log(message);';

const run = promisify(execFile);

describe('a test that leaves this machine', () => {
  it('is refused in its own process', async () => {
    const [error] = await once(connect(443, 'gateway.example'), 'error', {
      signal: AbortSignal.timeout(5_000),
    }).catch((thrown: unknown) => [thrown]);
    expect(error).toMatchObject({ message: refusal });
  });

  it.each(attempts)('is refused in a process that it starts, by %s', async (_, code) => {
    const { stdout, stderr } = await run(process.execPath, ['-e', print + code], { timeout: 20_000 });
    expect([stdout.trim(), stderr.trim()]).toEqual([refusal, refusal]);
  });

  it.each(attempts)('is refused in a thread that it starts without variables, by %s', async (_, code) => {
    const worker = new Worker(print + code, { eval: true, env: {}, stdout: true, stderr: true });
    const [stdout] = await Promise.all([worker.stdout.toArray(), once(worker, 'exit')]);
    expect(Buffer.concat(stdout).toString().trim()).toBe(refusal);
  });
});

it('has no payment account of a developer', async () => {
  process.env['STRIPE_SECRET_KEY'] = 'sk_test_of_a_developer';
  const loadedAgain = './loopback-only-options.ts?again';
  await import(loadedAgain);
  expect(process.env).not.toHaveProperty('STRIPE_SECRET_KEY');
});

it('reaches servers of this machine', async () => {
  const server = createServer((_, response) => response.end('here')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const code = `for (const host of ['127.0.0.1', 'localhost'])
    fetch('http://' + host + ':${port}').then(async (answer) => console.log(await answer.text()));`;
  const { stdout } = await run(process.execPath, ['-e', code], { timeout: 20_000 });
  server.close();
  expect(stdout).toBe('here\nhere\n');
});
