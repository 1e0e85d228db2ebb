/** A run of a scheduled function, in seconds since the game day began. */
export interface ScheduledRun {
  readonly startedAt: number;
  readonly endedAt: number;
}

interface ScheduleItem {
  readonly name: string;
  readonly lastRun?: { readonly startedAt: string; readonly endedAt: string };
}

export interface ScheduleWatch {
  /** Every run that was seen, in the order of time. */
  runs(): readonly ScheduledRun[];
  stop(): void;
}

/**
 * Looks more often than a function runs, and notes when it did.
 * @param epoch when the game day began, in seconds since 1970.
 */
export const watchSchedule = (
  serviceUrl: string,
  schedule: string,
  epoch: number,
  everyMs = 250,
): ScheduleWatch => {
  const seen = new Map<string, ScheduledRun>();
  const secondsOf = (date: string): number => Date.parse(date) / 1_000 - epoch;
  const look = async (): Promise<void> => {
    const answer = await fetch(`${serviceUrl}/local/schedules`);
    const { items } = (await answer.json()) as { items: readonly ScheduleItem[] };
    const run = items.find(({ name }) => name === schedule)?.lastRun;
    if (run === undefined) return;
    seen.set(run.startedAt, { startedAt: secondsOf(run.startedAt), endedAt: secondsOf(run.endedAt) });
  };
  // A look that fails is made up for by the next.
  const timer = setInterval(() => void look().catch(() => {}), everyMs);
  return {
    runs: () => [...seen.values()].sort((a, b) => a.startedAt - b.startedAt),
    stop: () => clearInterval(timer),
  };
};
