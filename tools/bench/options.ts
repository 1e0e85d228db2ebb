import { type Command, type CommandLine, flag, option, repeatedOption } from '../command-line/command.ts';
import { oneOf, text, wholeNumber } from '../command-line/values.ts';

export const parts = ['size', 'cold', 'warm', 'contention', 'reads', 'metrics', 'local', 'console'] as const;
export type Part = (typeof parts)[number];

export const benchCommand = {
  name: 'npm run bench',
  description:
    'Compares create-order with a bare handler, a stock Middy + Powertools + zod handler and the same features by libraries,' +
    ' simulates contention for stock items, counts the reads of lists, measures the cost of exact counters and of a scrape' +
    ' with many environments, puts load on the local run, and measures the cost of its open console (needs chromium).',
  options: {
    only: repeatedOption('part', `one of ${parts.join(', ')}; may be repeated (default: all)`, oneOf(parts)),
    rounds: option(
      'n',
      'rounds of cold starts; warm runs take a fifth as many (default 21, quick 1)',
      wholeNumber({ least: 1, most: 10_000 }),
    ),
    quick: flag('a short run that checks that everything works; do not use its figures'),
    write: flag('writes the results into docs/benchmarks.md'),
    json: option('file', 'also writes the figures of every round to a JSON file', text),
  },
} as const satisfies Command;

export interface Options {
  readonly parts: readonly Part[];
  readonly coldRounds: number;
  readonly warmRounds: number;
  /** Share of the usual number of warm invocations, and of the usual length of simulations. */
  readonly effort: number;
  /** Whether the document gets the results. */
  readonly writesDocument: boolean;
  readonly jsonFile: string | undefined;
}

/** The measurements that a command line selects. */
export const toOptions = ({
  options: { only, rounds: given, quick, write, json },
}: CommandLine<typeof benchCommand>): Options => {
  const rounds = given ?? (quick ? 1 : 21);
  return {
    parts: parts.filter((part) => only.length === 0 || only.includes(part)),
    coldRounds: rounds,
    warmRounds: Math.ceil(rounds / 5),
    effort: quick ? 0.03 : 1,
    writesDocument: write,
    jsonFile: json,
  };
};
