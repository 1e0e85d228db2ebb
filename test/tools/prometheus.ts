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

/** Runs promtool in a folder, to its end. */
export const runPromtool = (args: readonly string[], folder: string): Promise<ToolRun> =>
  new Promise((resolve) => {
    execFile(promtool.path, args, { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
