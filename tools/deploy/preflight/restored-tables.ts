import type { Stage } from '../../../infra/stage.ts';
import { eventsTable, metricsTable, ordersTable } from '../../../lib/contract/tables.ts';
import type { AccountReader, TableState } from './account-reader.ts';
import type { Problem } from './problem.ts';

const definitions = { ordersTable, eventsTable, metricsTable } as const;

/** Settings that DynamoDB does not restore. */
const missingSettings = (
  key: keyof typeof definitions,
  state: TableState,
  { settings, protected: isProtected }: Stage,
): readonly string[] => [
  ...(state.timeToLiveAttribute === definitions[key].timeToLiveAttribute ? [] : ['time to live']),
  ...(state.hasRecovery ? [] : ['point-in-time recovery']),
  ...(state.isProtected || !isProtected ? [] : ['deletion protection']),
  ...(key !== 'eventsTable' || state.streamArn === settings.restoredTables?.eventsStreamArn
    ? []
    : ['the stream of eventsStreamArn']),
];

/** Problems of the restored tables of a stage; none for a stage that uses its own. */
export const checkRestoredTables = async (
  stage: Stage,
  { table }: Pick<AccountReader, 'table'>,
): Promise<readonly Problem[]> => {
  const { restoredTables } = stage.settings;
  if (restoredTables === undefined) return [];
  const problems: Problem[] = [];
  for (const key of Object.keys(definitions) as (keyof typeof definitions)[]) {
    const name = restoredTables[key];
    const state = await table(name);
    if (state === undefined) {
      problems.push({ what: `there is no table ${name}`, cure: `correct restoredTables.${key}` });
      continue;
    }
    const missing = missingSettings(key, state, stage);
    if (missing.length === 0) continue;
    const cure = 'set it as docs/operations.md, "Restore the tables", describes';
    problems.push({ what: `the table ${name} lacks ${missing.join(', ')}`, cure });
  }
  return problems;
};
