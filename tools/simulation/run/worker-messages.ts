import type { HistoryPart } from '../history/history-part.ts';
import type { HistoryResult } from '../history/run-history.ts';

/** A history to simulate. */
export interface WorkerTask {
  readonly number: number;
  readonly keepsStory: boolean;
  readonly part?: HistoryPart | undefined;
}

/** Result of the history, as it crosses threads. */
export interface WorkerAnswer extends Omit<HistoryResult, 'struck'> {
  readonly struck: readonly (readonly [pair: string, times: number])[];
}
