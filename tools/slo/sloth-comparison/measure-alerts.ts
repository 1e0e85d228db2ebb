import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Severity } from '../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { incidentSeconds } from '../alert-simulator/incident.ts';
import type { Promtool } from '../prometheus/promtool.ts';
import { incidentSeries } from '../prometheus/rule-tests/objective-incident.ts';
import { expectQuery, promtoolTest, testFile } from '../prometheus/rule-tests/promtool-test.ts';
import { durationText } from '../prometheus/rules/timing.ts';
import type { ComparedSeries } from './compared-series.ts';

/** When the alerts of a severity are sent over a series, in seconds from its beginning. */
export interface Sent {
  readonly first: number | undefined;
  readonly times: number;
}

const evaluationSeconds = 60;
const looking = { scrapeSeconds: evaluationSeconds / 2, evaluationSeconds };

/** Text that promtool prints of a query whose result is not the expected one, by the query. */
export const resultsOf = (output: string): ReadonlyMap<string, number> =>
  new Map(
    [...output.matchAll(/expr: "(.+)", time: .+\n\s+exp:.*\n\s+got:\s*\{.*\} (\S+)/g)].map(
      ([, expr = '', value]) => [expr.replaceAll(String.raw`\"`, '"'), Number(value)],
    ),
  );

/**
 * Runs a series through rules, and asks for their alerts with the label `sloth_severity`. Each query expects nothing, so
 * that promtool prints its result.
 * @param rules text of a rule file.
 */
export const measureAlerts = async (
  rules: string,
  objective: Objective,
  { incident }: ComparedSeries,
  promtool: Promtool,
): Promise<Readonly<Record<Severity, Sent>>> => {
  const end = incidentSeconds(incident);
  const range = `[${durationText(end - evaluationSeconds / 2)}:${durationText(evaluationSeconds)}]`;
  const queriesOf = (severity: Severity) => {
    const alerts = (offset = '') =>
      `max(ALERTS{alertstate="firing",sloth_severity="${severity}",alertname!~".+-(absent-.+|exhausted)"}${offset})`;
    const before = alerts(` offset ${durationText(evaluationSeconds)}`);
    return {
      first: `min_over_time(timestamp(${alerts()})${range})`,
      times: `sum_over_time((${alerts()} unless ${before})${range})`,
    };
  };
  const queries = { page: queriesOf('page'), ticket: queriesOf('ticket') };
  const folder = mkdtempSync(join(tmpdir(), 'compared-rules-'));
  try {
    writeFileSync(join(folder, 'rules.yml'), rules);
    const test = promtoolTest({
      name: incident.title,
      stepSeconds: looking.scrapeSeconds,
      series: incidentSeries([{ objective, incident }], looking),
      queries: Object.values(queries)
        .flatMap((ofSeverity) => Object.values(ofSeverity))
        .map((expr) => expectQuery(expr, end, [])),
    });
    writeFileSync(join(folder, 'test.yml'), testFile('rules.yml', durationText(evaluationSeconds), [test]));
    const output = await promtool.testRules(['test.yml'], folder);
    const results = resultsOf(output);
    if (output.includes('err: ') || (results.size === 0 && !output.includes('SUCCESS')))
      throw new Error(output);
    const sent = ({ first, times }: ReturnType<typeof queriesOf>): Sent => ({
      first: results.get(first),
      times: results.get(times) ?? 0,
    });
    return { page: sent(queries.page), ticket: sent(queries.ticket) };
  } finally {
    rmSync(folder, { recursive: true });
  }
};
