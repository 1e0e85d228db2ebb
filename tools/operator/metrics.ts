import { metricsProgram, toMetricsCommand } from './metrics-command/command-line.ts';
import { runOperatorCommand } from './operator-command/run-operator-command.ts';

await runOperatorCommand(
  metricsProgram,
  async (line, options) => {
    const { target, files } = toMetricsCommand(line);
    const { readBatchFiles, readLocalFailures } = await import('./metrics-command/read-batches.ts');
    const { connectMetricsStores } = await import('./metrics-command/connect.ts');
    const { redrive } = await import('./metrics-command/redrive.ts');
    const batches =
      'url' in target && files.length === 0
        ? await readLocalFailures(target.url)
        : await readBatchFiles(files, console.error);
    const { close, ...stores } = await connectMetricsStores(target);
    try {
      await redrive(batches, { ...stores, now: Date.now, print: console.log }, options);
      return 0;
    } finally {
      close();
    }
  },
  'It is safe to repeat the command.',
);
