import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkObjectives } from '../../../lib/slo/check-objectives.ts';
import { checkCorrections } from '../../../lib/slo/corrections.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { monitoringFiles } from '../generated-files.ts';
import { orderService, withRunbooksAt } from '../order-service-declaration.ts';
import { productionRules } from '../prometheus/files.ts';
import { prometheusAt } from '../prometheus-server/prometheus-query.ts';
import { prometheusRangeAt } from '../prometheus-server/prometheus-range.ts';
import { fileProblems, readText } from './check-command.ts';
import { type SloCommandLine, statusRequest } from './command-line.ts';
import { gateCommand } from './gate/gate-command.ts';
import { gateExitCodes } from './gate/gate-exit-codes.ts';
import { readDecisions, recordDecision } from './gate/gate-record.ts';
import { markDeployment } from './gate/mark-deployment.ts';
import { objectiveList, objectiveSheet } from './objective-sheet.ts';
import { monthOf } from './report/month.ts';
import { monthReport } from './report/month-report.ts';
import { reportChart, reportMarkdown } from './report/report-text.ts';
import { type StatusSurroundings, statusCommand, statusSource } from './status/status-command.ts';
import { workbookTable } from './workbook-table.ts';

const objectives: readonly Objective[] = Object.values(orderService.objectives);

const objectiveOf = (id: string): Objective => {
  const found = objectives.find((objective) => objective.id === id);
  if (found) return found;
  const known = objectives.map((objective) => objective.id).join(', ');
  throw new CommandError(`Unknown objective "${id}": use one of ${known}.`, 2);
};

const check = (print: (text: string) => void): number => {
  const problems = fileProblems(monitoringFiles, readText);
  for (const problem of problems) print(problem);
  if (problems.length > 0) return 1;
  const paths = Object.keys(monitoringFiles);
  print([`Generated from ${objectives.length} objectives and up to date:`, ...paths].join('\n  '));
  return 0;
};

const { corrections } = orderService;

type LineOf<C extends SloCommandLine['command']> = Extract<SloCommandLine, { readonly command: C }>;

const runGate = async (line: LineOf<'gate'>, surroundings: StatusSurroundings): Promise<boolean> => {
  const { override, version, record, grafana } = line.options;
  const goes = await gateCommand(
    { ...(override !== undefined && { override }), ...(version !== undefined && { version }) },
    {
      ...surroundings,
      read: statusSource(objectives, surroundings, statusRequest(line)),
      record: (decision) => recordDecision(record, decision),
    },
  );
  if (goes && grafana !== undefined)
    await markDeployment({ grafana, token: line.variables.GRAFANA_TOKEN, version, at: surroundings.nowMs() });
  return goes;
};

const writeReport = async (
  { options }: LineOf<'report'>,
  { print, nowMs }: StatusSurroundings,
): Promise<void> => {
  const now = nowMs();
  const month = monthOf(options.month ?? new Date(now).toISOString().slice(0, 7), now);
  if (month.from >= now) throw new CommandError(`${month.name} has not begun.`, 2);
  const { prometheus, stage, out = `slo-report-${month.name}.md` } = options;
  const sources = {
    name: `Prometheus at ${prometheus}${stage === undefined ? '' : `, stage ${stage}`}`,
    query: prometheusAt(prometheus),
    queryRange: prometheusRangeAt(prometheus),
    ...(stage !== undefined && { stage }),
  };
  const decisions = readDecisions(options.record);
  const report = await monthReport(objectives, sources, month, { decisions, corrections });
  const chart = out.replace(/(?:\.md)?$/, '.svg');
  writeFileSync(chart, reportChart(report));
  writeFileSync(out, reportMarkdown(report, basename(chart)));
  print(`Wrote ${out} and ${chart}.`);
};

/** @throws {CommandError} without an address: the declared one is an example. */
const writeRules = ({ options }: LineOf<'rules'>, print: (text: string) => void): void => {
  const { runbooks, out } = options;
  if (runbooks === undefined)
    throw new CommandError('--runbooks is missing: alerts link to the runbooks.', 2);
  mkdirSync(out, { recursive: true });
  for (const [name, rules] of Object.entries(productionRules)) {
    const file = join(out, name);
    writeFileSync(file, withRunbooksAt(rules(), runbooks));
    print(`Wrote ${file}.`);
  }
};

/**
 * Carries out a command of `npm run slo`.
 * @returns the exit code.
 * @throws {SloDefinitionError} when an objective is wrong.
 * @throws {CommandError} when an objective is unknown or a source of figures does not answer.
 */
export const runSloCommand = async (
  line: SloCommandLine,
  surroundings: StatusSurroundings,
): Promise<number> => {
  const { print } = surroundings;
  checkObjectives(orderService.objectives);
  checkCorrections(corrections, objectives, surroundings.nowMs());
  const corrected = { ...surroundings, corrections };
  switch (line.command) {
    case 'list':
      print(objectiveList(objectives));
      return 0;
    case 'show':
      print(objectiveSheet(objectiveOf(line.operands[0] ?? '')));
      return 0;
    case 'table':
      print(workbookTable());
      return 0;
    case 'check':
      return check(print);
    case 'rules':
      writeRules(line, print);
      return 0;
    case 'status':
      return (await statusCommand(objectives, statusRequest(line), corrected)) ? 1 : 0;
    case 'gate':
      return gateExitCodes[(await runGate(line, corrected)) ? 'open' : 'closed'];
    case 'report':
      await writeReport(line, corrected);
      return 0;
  }
};
