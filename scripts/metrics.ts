import { awsProblem } from './events-command/aws-problem.ts';
import { metricsHelp, parseMetricsCommand } from './metrics-command/command-line.ts';
import { connectMetricsStore } from './metrics-command/connect.ts';
import { MetricsCommandError } from './metrics-command/metrics-command-error.ts';
import { readBatchFiles, readLocalFailures } from './metrics-command/read-batches.ts';
import { redrive } from './metrics-command/redrive.ts';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());

const main = async (): Promise<void> => {
  const command = parseMetricsCommand(process.argv.slice(2), process.env);
  if (command.kind === 'help') {
    console.log(metricsHelp);
    return;
  }
  const { target, files } = command;
  if ('url' in target) {
    // The local cloud takes any, and the SDK does without none.
    process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
    process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
  }
  const batches =
    'url' in target && files.length === 0 ? await readLocalFailures(target.url) : await readBatchFiles(files);
  const { store, close } = await connectMetricsStore(target);
  try {
    await redrive(batches, { store, now: Date.now, print: console.log }, { signal: interruption.signal });
  } finally {
    close();
  }
};

try {
  await main();
} catch (error) {
  const problem = awsProblem(error);
  if (interruption.signal.aborted) {
    console.error('Interrupted. It can be done again.');
    process.exitCode = 130;
  } else if (error instanceof MetricsCommandError) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else if (problem !== undefined) {
    console.error(problem);
    process.exitCode = 1;
  } else throw error;
}
