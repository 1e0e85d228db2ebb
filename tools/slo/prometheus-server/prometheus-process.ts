import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../../command-line/command-error.ts';
import { orderService } from '../order-service-declaration.ts';

export interface PrometheusOptions {
  /** Path of the program. */
  readonly program: string;
  /** Holds its configuration and data. */
  readonly folder: string;
  readonly port: number;
  readonly config: string;
}

export interface RunningPrometheus {
  readonly url: string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Days that Prometheus keeps its data: the longest window of an objective, and five to look back from. */
export const retentionDays =
  Math.max(...Object.values(orderService.objectives).map(({ windowDays }) => windowDays)) + 5;

const startSeconds = 30;
const stopSeconds = 15;

const programArguments = ({ folder, port }: PrometheusOptions, configFile: string): readonly string[] => [
  `--config.file=${configFile}`,
  `--storage.tsdb.path=${join(folder, 'data')}`,
  `--storage.tsdb.retention.time=${retentionDays}d`,
  `--web.listen-address=127.0.0.1:${port}`,
  '--enable-feature=exemplar-storage',
  '--log.level=warn',
];

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
};

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;

const untilReady = async (child: ChildProcess, url: string): Promise<boolean> => {
  const deadline = performance.now() + startSeconds * 1_000;
  while (!hasEnded(child) && performance.now() < deadline) {
    if (await isReady(url)) return !hasEnded(child);
    await sleep(50);
  }
  return false;
};

/**
 * Starts Prometheus and waits until it is ready.
 * @throws {CommandError} with its output, when it does not become ready.
 */
export const startPrometheus = async (options: PrometheusOptions): Promise<RunningPrometheus> => {
  const configFile = join(options.folder, 'prometheus.yml');
  writeFileSync(configFile, options.config);
  const child = spawn(options.program, programArguments(options, configFile), {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000);
  });
  const ended = once(child, 'exit').then(
    () => {},
    (error: Error) => {
      said = error.message;
    },
  );
  const stop = async () => {
    if (hasEnded(child) || child.pid === undefined) return;
    child.kill('SIGTERM');
    const kill = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1_000);
    await ended;
    clearTimeout(kill);
  };
  const url = `http://127.0.0.1:${options.port}`;
  if (await untilReady(child, url)) return { url, ended, stop };
  await stop();
  throw new CommandError(`Prometheus did not start: ${said.trim() || 'it was not ready in time'}`);
};
