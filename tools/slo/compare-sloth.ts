import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { endingOf } from '../command-line/ending-of.ts';
import { runCommand } from '../command-line/run-command.ts';
import { findProgram } from './find-program.ts';
import { orderService } from './order-service-declaration.ts';
import { promtoolAt } from './prometheus/promtool.ts';
import { objectiveGroups, rulesFile } from './prometheus/rules/rule-groups.ts';
import { events } from './prometheus/rules/series.ts';
import { productionTiming } from './prometheus/rules/timing.ts';
import { yamlDocument } from './prometheus/yaml.ts';
import { comparedSeries } from './sloth-comparison/compared-series.ts';
import { comparisonTable } from './sloth-comparison/comparison-table.ts';
import { measureAlerts } from './sloth-comparison/measure-alerts.ts';

const command = {
  name: 'node tools/slo/compare-sloth.ts',
  description:
    'Runs the alerts of sloth and those of this service over the same series of events in promtool, and prints a Markdown ' +
    'table: minutes from the incident to the first alert, and how often it began.',
  operands: { label: '<path of sloth>', least: 1, most: 1 },
  notes: 'Needs promtool. Sloth is the Go module github.com/slok/sloth/cmd/sloth. Takes some minutes.',
} as const satisfies Command;

const objective = orderService.objectives.availability;

/** The objective as sloth takes it, with a single page and ticket. */
const slothSpecification = (): string => {
  const sum = (selected: string) => `sum(rate(${selected}[{{.window}}]))`;
  return yamlDocument('', {
    version: 'prometheus/v1',
    service: orderService.name,
    slos: [
      {
        name: objective.id,
        objective: Number(objective.target),
        sli: { events: { error_query: sum(events(objective, 'bad')), total_query: sum(events(objective)) } },
        alerting: { name: 'Burning' },
      },
    ],
  });
};

/** @throws {CommandError} when sloth refuses the objective. */
const rulesOfSloth = (program: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sloth-'));
  try {
    const file = join(folder, 'objective.yml');
    writeFileSync(file, slothSpecification());
    const end = spawnSync(program, ['generate', '--no-log', '-i', file], {
      encoding: 'utf8',
    });
    if (end.status !== 0) throw new CommandError(`sloth fails (${endingOf(end)}): ${end.stderr}`);
    return end.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

await runCommand(command, async ({ operands: [sloth = ''] }) => {
  const path = findProgram('promtool', process.env['PATH']);
  if (path === undefined)
    throw new CommandError('promtool is not installed (Debian: apt-get install prometheus)');
  const promtool = promtoolAt(path);
  const [ours, others] = [rulesFile(objectiveGroups(objective, productionTiming)), rulesOfSloth(sloth)];
  const rows = [];
  for (const series of comparedSeries) {
    console.error(series.incident.title);
    const [own, other] = [
      await measureAlerts(ours, objective, series, promtool),
      await measureAlerts(others, objective, series, promtool),
    ];
    rows.push({ series, sent: [own.page, other.page, own.ticket, other.ticket] });
  }
  console.log(comparisonTable(rows));
  return 0;
});
