import type { Command } from '../command-line/command.ts';
import {
  localServiceOptions,
  localServiceUrl,
  localServiceVariables,
} from '../command-line/local-service.ts';
import { runCommand } from '../command-line/run-command.ts';

const command = {
  name: 'npm run demo',
  description:
    'Walks through the service that `npm start` runs: browse, order, pay, ship, deliver, cancel, refund, expire. Prints each' +
    ' request and its response. Its orders stay behind, under a customer and a product of their own, so it can be repeated.',
  options: localServiceOptions,
  variables: localServiceVariables,
  notes: 'Exit code: 0 when all responses are as expected, 1 otherwise, 2 wrong usage.',
} as const satisfies Command;

await runCommand(command, async ({ options, variables }) => {
  const { tour } = await import('./tour.ts');
  const { createRunPayments } = await import('./operator-command.ts');
  const { startShortWindowService } = await import('./short-window-service.ts');
  const url = localServiceUrl(variables, options.url);
  const passed = await tour({
    url,
    runPayments: createRunPayments(url),
    print: console.log,
    now: () => performance.now(),
    buyers: 200,
    startShortWindowService,
  });
  return passed ? 0 : 1;
});
