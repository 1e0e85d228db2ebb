import { localServiceUrl } from '../../command-line/local-service.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { projectRoot } from '../../project.ts';
import { logsCommand, printLogs } from './logs-command.ts';

await runCommand(logsCommand, async (line) => {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  // The reader may be gone, as in `npm run logs -- --follow | head`.
  process.stdout.on('close', () => stopping.abort());
  await printLogs(line, {
    url: localServiceUrl({ PORT: line.options.port ?? line.variables.PORT }, line.options.url),
    format: { color: process.stdout.isTTY === true && process.stdout.hasColors(), projectRoot },
    print: console.log,
    remark: console.error,
    signal: stopping.signal,
  });
  return 0;
});
