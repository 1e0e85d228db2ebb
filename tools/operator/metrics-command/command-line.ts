import { exactLineFilter } from '../../../lib/contract/metric-definition.ts';
import type { Command, CommandLine } from '../../command-line/command.ts';
import { usageError } from '../../command-line/parse-command-line.ts';
import { type Target, targetOf, targetOptions, targetVariables } from '../operator-command/target.ts';

/** A command of the operator about metrics. Without files, it takes the failed batches of the local service. */
export interface MetricsCommand {
  readonly kind: 'redrive';
  readonly target: Target;
  readonly files: readonly string[];
}

export const metricsProgram = {
  name: 'npm run metrics',
  description:
    'Adds log lines to the counters that the aggregator missed, or may have missed. A line counts once, however' +
    ' often it is read and wherever it comes from.',
  commands: {
    redrive: {
      help: 'adds the lines of files, or of all files in folders; without files, those of /local/failures',
      operands: { label: 'file or folder', least: 0, most: Number.POSITIVE_INFINITY },
    },
  },
  options: targetOptions,
  variables: targetVariables,
  notes: [
    'A file holds one of these as JSON:',
    '- a record of the failure bucket, where Lambda keeps batches that it gave up:',
    '  aws s3 sync s3://<FailureBucketName>/aws/lambda/ failed/ && npm run metrics -- redrive --stage prod failed',
    '- log lines of a time without a subscription:',
    `  aws logs filter-log-events --log-group-name … --filter-pattern '${exactLineFilter}' > lines.json`,
    '- an event of a log subscription, unchanged',
    '',
    'Exit code: 0 done, 1 a file or table could not be read or written, 2 wrong usage. Repeating it is safe.',
  ].join('\n'),
} as const satisfies Command;

/**
 * The command that a command line describes.
 * @throws {CommandError} when its options do not fit together.
 */
export const toMetricsCommand = (line: CommandLine<typeof metricsProgram>): MetricsCommand => {
  const target = targetOf(metricsProgram, line);
  if ('stage' in target && line.operands.length === 0)
    throw usageError(metricsProgram, '--stage needs files: download them from its failure bucket.');
  return { kind: line.command, target, files: line.operands };
};
