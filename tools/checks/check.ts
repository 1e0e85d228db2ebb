import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { type Command, flag, option } from '../command-line/command.ts';
import { endingOf } from '../command-line/ending-of.ts';
import { runCommand } from '../command-line/run-command.ts';
import { text } from '../command-line/values.ts';
import { projectFile, projectRoot } from '../project.ts';
import { runSteps, type Step } from './run-steps.ts';

const command = {
  name: 'npm run check',
  description:
    'Checks types, lint, format, imports, house rules, generated files and API documents, tests the alert rules, synthesizes and lints the templates.',
  options: {
    figures: flag('prints figures of the structure instead: sizes, modules of each bundle'),
    prometheus3: option('promtool', 'tests the alert rules by the promtool at this path instead', text),
  },
  notes: 'Stops at the first step that fails. The last line counts the steps.',
} as const satisfies Command;

// Biome colours its report also without a terminal.
const colours = process.stdout.isTTY ? [] : ['--colors=off'];

const steps: readonly Step[] = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'types of the console', command: ['tsc', '--noEmit', '-p', 'tools/local-cloud/console/page'] },
  {
    name: 'lint and format',
    command: ['biome', 'ci', '--error-on-warnings', ...colours],
    cure: '`npm run format`',
  },
  { name: 'imports', command: ['depcruise', '--output-type', 'err-long', '.'] },
  { name: 'house rules', command: ['node', 'tools/checks/check-house-rules.ts'] },
  { name: 'generated files', command: ['node', 'tools/generate/generate.ts', '--check'] },
  { name: 'API documents', command: ['redocly', 'lint', 'docs/openapi.json', 'docs/asyncapi.json'] },
  { name: 'bundle budgets', command: ['node', 'tools/checks/check-bundle-budgets.ts'] },
  { name: 'tests of the rules', command: ['node', 'tools/slo/mutate.ts'] },
  { name: 'synth', command: ['node', 'tools/synth/synth.ts'] },
  { name: 'templates of all stages', command: ['node', 'tools/synth/lint-templates.ts'] },
];

/** The generated rules and their unit tests, by another promtool than that of the tests. */
const ruleSteps = (promtool: string): readonly Step[] => {
  const folder = 'monitoring/prometheus';
  const files = readdirSync(projectFile(folder)).map((name) => `${folder}/${name}`);
  return [
    {
      name: 'rules',
      command: [promtool, 'check', 'rules', ...files.filter((name) => name.endsWith('-rules.yml'))],
    },
    {
      name: 'tests of the rules',
      command: [promtool, 'test', 'rules', ...files.filter((name) => name.endsWith('.test.yml'))],
    },
  ];
};

const environment = {
  ...process.env,
  REDOCLY_TELEMETRY: 'off',
  REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  PATH: [projectFile('node_modules', '.bin'), process.env['PATH']].join(delimiter),
};

const run = ([program, ...parameters]: Step['command']): string | undefined => {
  const end = spawnSync(program, parameters, {
    cwd: projectRoot,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return end.status === 0 ? undefined : endingOf(end);
};

await runCommand(command, async ({ options }) => {
  if (options.figures) {
    const { figures } = await import('./figures.ts');
    for (const line of await figures()) console.log(line);
    return 0;
  }
  const chosen = options.prometheus3 === undefined ? steps : ruleSteps(resolve(options.prometheus3));
  return runSteps(chosen, { run, print: console.log, now: () => performance.now() }) ? 0 : 1;
});
