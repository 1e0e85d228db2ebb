import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CommandError } from '../../command-line/command-error.ts';

/** An emulator of AWS on this machine. */
export interface Emulator {
  readonly url: string;
  /** Environment of programs that use it instead of AWS. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** The emulator takes the access key for the account. */
export const emulatedAccount = '444455556666';
export const emulatedRegion = 'eu-central-1';

const loopback = '127.0.0.1';

const findFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, loopback);
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
};

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/_ministack/health`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

const startPatienceMs = 60_000;

/**
 * Starts MiniStack.
 * @param programs directory of the virtual environment's programs.
 * @param home directory for the files of the emulator and its log.
 * @throws {CommandError} when it does not start.
 */
export const startEmulator = async (programs: string, home: string): Promise<Emulator> => {
  const port = await findFreePort();
  const url = `http://${loopback}:${port}`;
  const logFile = join(home, 'emulator.log');
  const log = openSync(logFile, 'w');
  const child = spawn(
    join(programs, 'python'),
    ['-m', 'hypercorn', 'ministack.app:app', '--bind', `${loopback}:${port}`],
    {
      cwd: home,
      env: {
        // Functions run on the first `node` that it finds.
        PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
        HOME: home,
        GATEWAY_PORT: String(port),
        MINISTACK_HOST: loopback,
        // Requests without AWS credentials, such as those to the deployed API, belong to it.
        MINISTACK_ACCOUNT_ID: emulatedAccount,
        MINISTACK_REGION: emulatedRegion,
        // Servers of other services would listen on every address of the machine.
        SFTP_ENABLED: '0',
        IOT_MTLS_ENABLED: '0',
      },
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    const killing = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await exited;
    clearTimeout(killing);
  };
  const deadline = Date.now() + startPatienceMs;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new CommandError(`The emulator did not start; see ${logFile}.`);
    }
    await pause(250);
  }
  return {
    url,
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: emulatedRegion,
      AWS_ACCESS_KEY_ID: emulatedAccount,
      AWS_SECRET_ACCESS_KEY: 'emulated',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    stop,
  };
};
