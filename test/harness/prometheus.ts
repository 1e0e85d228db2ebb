import { execFile } from 'node:child_process';
import { requiredTool } from './required-tool.ts';

/** Checks rules and runs their unit tests. */
export const promtool = requiredTool('promtool', process.env, 'prometheus');

/** Checks the configuration of Alertmanager and says where it sends an alert. */
export const amtool = requiredTool('amtool', process.env, 'prometheus-alertmanager');

export const prometheusServer = requiredTool('prometheus');

export interface ToolRun {
  readonly code: number;
  /** Its output, standard error last. */
  readonly output: string;
}

/** A run is short and its memory soon free: it need not be collected as often as a server's. */
const environment = { ...process.env, GOGC: '400' };

const runTool = (path: string, args: readonly string[], folder: string): Promise<ToolRun> =>
  new Promise((resolve) => {
    execFile(path, args, { cwd: folder, env: environment }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });

/** Runs promtool in a folder, to its end. */
export const runPromtool = (args: readonly string[], folder: string): Promise<ToolRun> =>
  runTool(promtool.path, args, folder);

/** Runs amtool in a folder, to its end. */
export const runAmtool = (args: readonly string[], folder: string): Promise<ToolRun> =>
  runTool(amtool.path, args, folder);
