import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { StageSettingsInput } from '../../../infra/stages/stage-settings.ts';
import { projectFile } from '../../project.ts';

/** How a program ended, and what it printed. */
export interface ProgramRun {
  readonly code: number | null;
  readonly output: string;
}

/** A copy of the project whose settings are filled in, as after cloning it. */
export interface ProjectCopy {
  /** Fills in `infra/stages/dev.ts`. */
  setDev(settings: StageSettingsInput): void;
  /** Runs a program of the project, by its path from the root. */
  run(program: string, ...parameters: readonly string[]): Promise<ProgramRun>;
  remove(): void;
}

const copied = [
  'infra',
  'lib',
  'functions',
  'tools',
  'client',
  'package.json',
  'cdk.json',
  'tsconfig.json',
] as const;

/**
 * Copies the project into an empty directory.
 * @param environment of the programs, which get nothing else from this process but the path.
 */
export const copyProject = (
  directory: string,
  environment: Readonly<Record<string, string>>,
): ProjectCopy => {
  const home = join(directory, '.build', 'home');
  const remove = () => rmSync(directory, { recursive: true, force: true });
  remove();
  mkdirSync(home, { recursive: true });
  for (const name of copied) cpSync(projectFile(name), join(directory, name), { recursive: true });
  symlinkSync(projectFile('node_modules'), join(directory, 'node_modules'), 'junction');
  return {
    setDev(settings) {
      const file = join(directory, 'infra', 'stages', 'dev.ts');
      writeFileSync(file, `export const dev = ${JSON.stringify(settings)} as const;\n`);
    },
    async run(program, ...parameters) {
      const child = spawn(process.execPath, [join(directory, program), ...parameters], {
        cwd: directory,
        env: {
          HOME: home,
          CDK_HOME: home,
          CDK_DISABLE_CLI_TELEMETRY: 'true',
          CDK_DISABLE_VERSION_CHECK: 'true',
          PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, output };
    },
    remove,
  };
};
