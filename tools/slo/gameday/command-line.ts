import { flag, option } from '../../command-line/command.ts';
import { InvalidValueError } from '../../command-line/command-error.ts';
import type { ValueParser } from '../../command-line/values.ts';

const markdownFile: ValueParser<string> = (text) => {
  if (text.endsWith('.md')) return text;
  throw new InvalidValueError(`is ${JSON.stringify(text)}. Set it to a .md file.`);
};

export const gameDayCommand = {
  name: 'npm run gameday',
  description:
    'Rehearses incidents. Starts the service with a database of its own and a real Prometheus, both in memory or in ' +
    '.local/gameday/, and a load of purchases. Then it causes one incident after the other: a payment outage, errors, ' +
    'latency, a stuck relay, crashes, throttles, cold starts, lost webhooks. It compares the times at which alerts fire and clear with the predictions of the simulator. ' +
    'An hour of the rules lasts a minute. It compares the events of the objectives with those that the customers felt. Takes 14 minutes.',
  options: {
    quick: flag('two incidents, in about a minute'),
    report: option(
      'file',
      'the report; its chart is written beside it',
      markdownFile,
      '.local/gameday/report.md',
    ),
  },
  notes:
    'Exit code: 0 when every alert fired and cleared as predicted within the evaluation interval and the events are those of the customers, 1 otherwise, 2 when the command line is wrong.',
} as const;
