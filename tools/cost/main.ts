import { readFileSync, writeFileSync } from 'node:fs';
import { flag, option } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { runCommand } from '../command-line/run-command.ts';
import { text, wholeNumber } from '../command-line/values.ts';
import { projectFile } from '../project.ts';
import { dollarsOf, monthlyBill } from './bill.ts';
import { describeBill } from './describe-bill.ts';
import { usageSchema } from './usage.ts';

const costCommand = {
  name: 'npm run cost',
  description:
    'Estimates the AWS bill of a month: resources of the template, measured usage of an order, list prices. Needs no AWS account.',
  options: {
    'orders-per-month': option(
      'number',
      'orders in a month',
      wholeNumber({ least: 0, most: 1e10 }),
      1_000_000,
    ),
    stage: option('name', 'stage whose template is priced', text, 'prod'),
    milliseconds: option(
      'number',
      'assumed run time of an invocation',
      wholeNumber({ least: 1, most: 900_000 }),
      40,
    ),
    months: option(
      'number',
      'months for which orders stay stored',
      wholeNumber({ least: 1, most: 1_200 }),
      1,
    ),
    json: flag('print the bill as JSON'),
    measure: flag('measure the usage again (about four minutes), and store it for the estimates'),
  },
  notes: 'The usage stands in tools/cost/usage.json, the prices in tools/cost/list-prices.ts.',
} as const;

const usageFile = projectFile('tools', 'cost', 'usage.json');

const readUsage = () => usageSchema.parse(JSON.parse(readFileSync(usageFile, 'utf8')));

const measure = async (): Promise<void> => {
  const { measureUsage } = await import('./measure/measure-usage.ts');
  const measured = await measureUsage({ orders: 60, runsOfJobs: 5, orderEveryMs: 500, print: console.log });
  const usage = usageSchema.parse({ measuredOn: new Date().toISOString().slice(0, 10), ...measured });
  writeFileSync(usageFile, `${JSON.stringify(usage, null, 2)}\n`);
  console.log(`The usage is stored in ${usageFile}.`);
};

await runCommand(costCommand, async ({ options }) => {
  if (options.measure) {
    await measure();
    return 0;
  }
  const { stage, 'orders-per-month': ordersPerMonth } = options;
  const assumptions = { millisecondsPerInvocation: options.milliseconds, monthsStored: options.months };
  const { synthesizedResources } = await import('./synthesized-resources.ts');
  const resources = synthesizedResources(stage);
  if (resources === undefined)
    throw new CommandError(`The templates of the stage ${stage} cannot be made; see above.`);
  const usage = readUsage();
  const bill = monthlyBill(usage, ordersPerMonth, resources, assumptions);
  if (options.json) {
    const dollars = Object.fromEntries(Object.entries(bill).map(([part, items]) => [part, dollarsOf(items)]));
    console.log(JSON.stringify({ stage, ordersPerMonth, assumptions, dollars, ...bill }, null, 2));
    return 0;
  }
  for (const line of describeBill(bill, { ordersPerMonth, stage, usage, assumptions })) console.log(line);
  return 0;
});
