import {
  type CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  type DescribeLogGroupsCommandOutput,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { accessLogGroupName } from '../../../infra/names.ts';
import { hookIds } from '../../../lib/contract/deployment-hooks.ts';
import { functionIds } from '../../../lib/contract/function-ids.ts';
import { serviceName } from '../../../lib/contract/service.ts';
import { CommandError } from '../../command-line/command-error.ts';
import type { QueryAnswer } from '../../local-cloud/logs-insights/answer-query.ts';
import type { Question } from './question.ts';

/** How many log groups a query takes. */
const maxGroups = 50;

export interface StageQuery extends Question {
  readonly stage: string;
}

export interface StageSurroundings {
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits before the next look for the results. */
  readonly pause: () => Promise<unknown>;
}

/** The log groups of a stage. Those of a stage whose name begins with this one's have the same prefix: `dev` and `dev-anna`. */
const logGroupsOf = async (stage: string, client: StageSurroundings['client']): Promise<string[]> => {
  const prefix = `/aws/lambda/${serviceName}-${stage}-`;
  const ownNames = new Set([...functionIds, ...hookIds].map((id) => `${prefix}${id}`));
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const answer: DescribeLogGroupsCommandOutput = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix, nextToken }),
    );
    const found = (answer.logGroups ?? []).map(({ logGroupName = '' }) => logGroupName);
    names.push(...found.filter((name) => ownNames.has(name)));
    nextToken = answer.nextToken;
  } while (nextToken !== undefined);
  if (names.length === 0)
    throw new CommandError(`The stage ${stage} has no log groups. Check stage and region.`);
  return names.slice(0, maxGroups);
};

/**
 * Queries the log lines of a deployed stage.
 * @throws {CommandError} when the stage has no log groups, or the query does not complete.
 */
export const askStage = async (
  { stage, query, minutes, logs }: StageQuery,
  { client, now, pause }: StageSurroundings,
): Promise<QueryAnswer> => {
  const endTime = Math.floor(now() / 1_000);
  const { queryId } = await client.send(
    new StartQueryCommand({
      logGroupNames:
        logs === 'access' ? [accessLogGroupName({ name: stage })] : await logGroupsOf(stage, client),
      startTime: endTime - Math.ceil(minutes * 60),
      endTime,
      queryString: query,
    }),
  );
  for (;;) {
    await pause();
    const { status, results = [] } = await client.send(new GetQueryResultsCommand({ queryId }));
    if (status === 'Scheduled' || status === 'Running') continue;
    if (status !== 'Complete') throw new CommandError(`The query ended with the status ${status}.`);
    const rows = results.map((row) => new Map(row.map(({ field = '', value }) => [field, value])));
    const columns = [...new Set(rows.flatMap((row) => [...row.keys()]))].filter((field) => field !== '@ptr');
    return { columns, rows: rows.map((row) => columns.map((column) => row.get(column) ?? null)) };
  }
};
