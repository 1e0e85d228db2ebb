import type { StatusReport } from './status-report.ts';

/**
 * How the objectives stand by the local run's own measurements, which the console shows too; `undefined` when the
 * server is no local run.
 */
export const readLocalObjectives = async (url: string): Promise<StatusReport | undefined> => {
  try {
    const answer = await fetch(`${url}/local/objectives`, { signal: AbortSignal.timeout(10_000) });
    const report = (await answer.json()) as StatusReport;
    return Array.isArray(report.slos) && Array.isArray(report.notes) ? report : undefined;
  } catch {
    return undefined;
  }
};
