import { parseArgs } from 'node:util';
import { GameDayError } from './child-process.ts';

export interface GameDayCommand {
  readonly quick: boolean;
  /** Where the report goes. */
  readonly reportFile: string;
}

export const gameDayHelp = `Usage: npm run gameday [-- --quick] [--report docs/gameday.md]

Starts the service with a database of its own and a real Prometheus, both in memory or .local/gameday/, lets customers
buy, and lets things go wrong one after the other: payment outage, errors, latency, a stuck relay. Shows which alerts fire
and clear, and compares the moments with what the simulator says: both have to agree within the evaluation interval. An
hour of the rules is a minute. Takes 7 minutes.

  --quick    one incident, in less than a minute
  --report   where to write the report; its chart goes beside it (default .local/gameday/report.md)
  --help     print this

Exit code 0 only if all alerts began and ended when they had to.
`;

const options = {
  quick: { type: 'boolean', default: false },
  report: { type: 'string', default: '.local/gameday/report.md' },
  help: { type: 'boolean', default: false },
} as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw new GameDayError('Unknown arguments. `npm run gameday -- --help` lists what there is.');
  }
};

/**
 * What to do: hold a game day, or only say how to.
 * @throws {GameDayError} when something is unknown.
 */
export const parseGameDayCommand = (args: readonly string[]): GameDayCommand | 'help' => {
  const { quick, report, help } = parse(args);
  if (help) return 'help';
  if (!report.endsWith('.md'))
    throw new GameDayError(`--report is ${JSON.stringify(report)}. Name a .md file.`);
  return { quick, reportFile: report };
};
