import { parseArgs } from 'node:util';

export const usage = `npm run bench -- [options]

Measures create-order against a bare handler and a stock Middy + Powertools + zod stack, and simulates what
spreading a product's stock over several items gives. Measures what counting exactly adds to an invocation and
what a scrape costs with many environments, and works out what adding up costs.

  --only cold|warm|size|shards|metrics
                                 measure one part; may be repeated
  --rounds <n>                   rounds of cold starts; a fifth as many of warm runs (default 21)
  --quick                        a few seconds that show that everything runs; the figures mean little
  --json <file>                  write every round's figures to a file as well
  --help                         print this
`;

export const parts = ['size', 'cold', 'warm', 'shards', 'metrics'] as const;
export type Part = (typeof parts)[number];

export interface Options {
  readonly parts: readonly Part[];
  readonly coldRounds: number;
  readonly warmRounds: number;
  /** Share of the usual number of warm invocations, and of the usual length of simulations. */
  readonly effort: number;
  readonly jsonFile: string | undefined;
  readonly help: boolean;
}

const isPart = (text: string): text is Part => parts.some((part) => part === text);

/**
 * Reads the command line.
 * @throws {Error} with a message for people when it makes no sense.
 */
export const parseOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.find((part) => !isPart(part));
  if (unknown !== undefined) throw new Error(`--only takes ${parts.join(', ')}; not ${unknown}`);
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 21));
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1');
  return {
    parts: parts.filter((part) => values.only.length === 0 || values.only.includes(part)),
    coldRounds: rounds,
    warmRounds: Math.ceil(rounds / 5),
    effort: values.quick ? 0.03 : 1,
    jsonFile: values.json,
    help: values.help,
  };
};
