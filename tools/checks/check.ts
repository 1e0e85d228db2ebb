import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { runSteps, type Step } from './run-steps.ts';

const projectRoot = join(import.meta.dirname, '../..');

// Biome colours its report even where nobody sees it.
const colours = process.stdout.isTTY ? [] : ['--colors=off'];

const steps: readonly Step[] = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint and format', command: ['biome', 'ci', '--error-on-warnings', ...colours] },
  { name: 'imports', command: ['depcruise', '--output-type', 'err-long', '.'] },
  { name: 'house rules', command: ['node', 'tools/checks/check-house-rules.ts'] },
  { name: 'generated files', command: ['node', 'tools/generate/generate.ts', '--check'] },
  { name: 'tests of the rules', command: ['node', 'tools/slo/mutate.ts'] },
  { name: 'synth', command: ['node', 'tools/synth/synth.ts'] },
];

const environment = {
  ...process.env,
  PATH: [join(projectRoot, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
};

const run = ([program, ...parameters]: Step['command']): number => {
  const { status, error } = spawnSync(program, parameters, {
    cwd: projectRoot,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error) console.error(`${program}: ${error.message}`);
  return status ?? 1;
};

const passed = runSteps(steps, { run, print: console.log, now: () => performance.now() });
if (!passed) process.exitCode = 1;
