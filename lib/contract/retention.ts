import { archiveRetentionDays } from './bus-rules.ts';
import { deadLetterRetentionDays, queues } from './queues.ts';

const disposableStage = /^dev(-|$)/;

/** Whether a stage is `dev` or `dev-<anything>`, which can be destroyed without a trace. */
export const isDisposableStage = (stage: string): boolean => disposableStage.test(stage);

/**
 * How long the log groups of a stage keep a line: for disposable stages and for all others. Lines name customers, and the
 * aggregator takes none that is older.
 */
export const logRetentionDays = { disposable: 7, lasting: 90 } as const;

/** How far back a table can be restored: the longest that DynamoDB offers. */
export const tableRecoveryDays = 35;

/** As long as the bus's archive: there is time to look, and customers' data is not kept for good. */
export const failureRetentionDays = 30;

/** Where a stage keeps copies of stored data that no command can change. */
export interface KeptCopy {
  readonly place: string;
  readonly days: number;
}

/** Every copy that a deployed stage keeps. */
export const keptCopies = (stage: string): readonly KeptCopy[] => [
  { place: 'log lines', days: logRetentionDays[isDisposableStage(stage) ? 'disposable' : 'lasting'] },
  { place: 'backups of the tables (point-in-time recovery)', days: tableRecoveryDays },
  { place: 'archive of the event bus', days: archiveRetentionDays },
  { place: 'batches that no function could handle', days: failureRetentionDays },
  { place: 'dead-letter queues', days: deadLetterRetentionDays },
  { place: 'queues', days: Math.max(...Object.values(queues).map(({ retentionDays }) => retentionDays)) },
];
