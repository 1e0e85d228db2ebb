import { execFile } from 'node:child_process';
import { requiredTool } from './required-tool.ts';

/** Checks rules and runs their unit tests. */
export const promtool = requiredTool('promtool', process.env, 'prometheus');

export const prometheusServer = requiredTool('prometheus');

export interface ToolRun {
  readonly code: number;
  /** What it printed, standard error last. */
  readonly output: string;
}

/** A run is short and its memory soon free: it need not be collected as often as a server's. */
const environment = { ...process.env, GOGC: '400' };

/** Runs promtool in a folder, to its end. */
export const runPromtool = (args: readonly string[], folder: string): Promise<ToolRun> =>
  new Promise((resolve) => {
    execFile(promtool.path, args, { cwd: folder, env: environment }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
