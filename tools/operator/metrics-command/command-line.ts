import { CommandError } from '../operator-command/command-error.ts';
import { parseOptions } from '../operator-command/parse-options.ts';
import { type Target, targetOf, targetOptions, type Variables } from '../operator-command/target.ts';

/** What the operator wants. */
export type MetricsCommand =
  | { readonly kind: 'help' }
  /** Without files, what the local service has given up. */
  | { readonly kind: 'redrive'; readonly target: Target; readonly files: readonly string[] };

export const metricsHelp = `Usage: npm run metrics -- redrive [options] [file or folder …]

Adds up log lines that the aggregator has not, or perhaps not: what a line says counts once, however often it is
read and wherever it comes from. Files hold, as JSON, any of

  what Lambda leaves in the failure bucket when a batch was given up:
    aws s3 sync s3://<FailureBucketName>/aws/lambda/ failed/ && npm run metrics -- redrive --stage prod failed
  lines that were looked up in the logs, for a time in which the subscription was down:
    aws logs filter-log-events --log-group-name … --filter-pattern '{ $.exact.seq = * }' > lines.json
  an event of a log subscription as it is

Without files, takes the batches that the local service has given up (/local/failures).

  --url <url>      the local service (default http://localhost:$PORT, or 3000)
  --stage <name>   a deployed stage instead; needs AWS credentials and AWS_REGION
  --help           print this

Exit code: 0 done, 1 something could not be read or written, 2 the command is wrong. It can always be repeated.
`;

const wrong = (problem: string) => new CommandError(`${problem}. \`npm run metrics -- --help\` says how.`, 2);

const options = {
  ...targetOptions,
  help: { type: 'boolean', default: false },
} as const;

/**
 * What to do.
 * @throws {CommandError} when something is unknown or missing.
 */
export const parseMetricsCommand = (args: readonly string[], variables: Variables): MetricsCommand => {
  const { values, positionals } = parseOptions(args, options, wrong);
  if (values.help) return { kind: 'help' };
  const [kind, ...files] = positionals;
  if (kind === undefined) throw wrong('The command is missing');
  if (kind !== 'redrive') throw wrong(`Unknown command ${kind}`);
  const target = targetOf(values, variables, wrong);
  if ('stage' in target && files.length === 0)
    throw wrong('A stage needs files: it keeps them in its bucket');
  return { kind, target, files };
};
