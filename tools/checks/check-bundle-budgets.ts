import { readFile, writeFile } from 'node:fs/promises';
import { packagedIds } from '../../lib/contract/deployment-hooks.ts';
import { type Command, flag } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { projectFile, projectRoot } from '../project.ts';
import { budgetProblems, toleratedGrowth } from './bundle-budgets.ts';
import { bundleFigures } from './figures/bundled-modules.ts';

const file = projectFile('tools', 'checks', 'bundle-budgets.json');
const raise = 'node tools/checks/check-bundle-budgets.ts --raise';

const command = {
  name: 'node tools/checks/check-bundle-budgets.ts',
  description: `Fails when the bundle of a function is more than ${toleratedGrowth * 100} % above its budget, in bytes or in modules of the project.`,
  options: { raise: flag('makes the present sizes the budgets, to be committed with the reason') },
} as const satisfies Command;

await runCommand(command, async ({ options }) => {
  const figures = await bundleFigures(projectRoot, packagedIds);
  const measured = Object.fromEntries(
    [...figures].map(([name, { bytes, modules }]) => [name, { bytes, modules: modules.length }]),
  );
  if (options.raise) {
    await writeFile(file, `${JSON.stringify(measured, undefined, 2)}\n`);
    console.log(`${packagedIds.length} budgets written to ${file}`);
    return 0;
  }
  const problems = budgetProblems(JSON.parse(await readFile(file, 'utf8')), measured);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) console.error(`Make them smaller, or raise the budgets on purpose: ${raise}`);
  return problems.length > 0 ? 1 : 0;
});
