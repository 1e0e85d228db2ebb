import { metricsHelp, parseMetricsCommand } from './metrics-command/command-line.ts';
import { connectMetricsStore } from './metrics-command/connect.ts';
import { readBatchFiles, readLocalFailures } from './metrics-command/read-batches.ts';
import { redrive } from './metrics-command/redrive.ts';
import { runOperatorCommand } from './operator-command/run-operator-command.ts';

await runOperatorCommand(async (options) => {
  const command = parseMetricsCommand(process.argv.slice(2), process.env);
  if (command.kind === 'help') {
    console.log(metricsHelp);
    return 0;
  }
  const { target, files } = command;
  const batches =
    'url' in target && files.length === 0 ? await readLocalFailures(target.url) : await readBatchFiles(files);
  const { store, close } = await connectMetricsStore(target);
  try {
    await redrive(batches, { store, now: Date.now, print: console.log }, options);
    return 0;
  } finally {
    close();
  }
}, 'It can be done again.');
