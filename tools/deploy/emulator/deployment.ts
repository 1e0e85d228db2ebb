import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { CommandError } from '../../command-line/command-error.ts';
import { projectFile, projectRoot } from '../../project.ts';
import type { Emulator } from './emulator.ts';
import { reducedTemplate, type Template } from './reduced-template.ts';

const cdk = projectFile('node_modules', 'aws-cdk', 'bin', 'cdk');

/** A run of the CDK command line. */
export interface CdkRun {
  readonly succeeded: boolean;
  readonly output: string;
}

/** An assembly of CDK that is changed and deployed to the emulator. */
export interface Assembly {
  /** Changes the template of a stack. */
  change(stack: string, change: (template: Template) => Template): void;
  cdk(...parameters: readonly string[]): CdkRun;
}

const templateFiles = (directory: string): readonly string[] =>
  readdirSync(directory).filter((file) => file.endsWith('.template.json'));

const readTemplate = (file: string): Template => JSON.parse(readFileSync(file, 'utf8')) as Template;

/** CDK uploads a template once for each hash in its name, with any content. */
const renameAsset = (directory: string, stack: string, template: string): void => {
  const assets = join(directory, `${stack}.assets.json`);
  const { files } = JSON.parse(readFileSync(assets, 'utf8')) as {
    readonly files: Readonly<Record<string, { readonly source: { readonly path: string } }>>;
  };
  const [former = ''] = Object.keys(files).filter(
    (id) => files[id]?.source.path === `${stack}.template.json`,
  );
  const hash = createHash('sha256').update(readFileSync(template)).digest('hex');
  for (const file of [assets, join(directory, 'manifest.json')]) {
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(former, hash));
  }
};

/**
 * Synthesizes the stage `dev` into a directory, without what the emulator cannot make.
 * @throws {CommandError} when it cannot be synthesized.
 */
export const makeAssembly = (
  directory: string,
  emulator: Emulator,
  print: (text: string) => void,
): Assembly => {
  const home = join(directory, '..', 'home');
  mkdirSync(home, { recursive: true });
  rmSync(directory, { recursive: true, force: true });
  const run = (parameters: readonly string[]): CdkRun => {
    const { status, stdout, stderr, error } = spawnSync(process.execPath, [cdk, ...parameters], {
      cwd: projectRoot,
      env: {
        ...emulator.environment,
        HOME: home,
        CDK_HOME: home,
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CDK_DISABLE_VERSION_CHECK: 'true',
        PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      },
      encoding: 'utf8',
      maxBuffer: 64 * 2 ** 20,
      timeout: 300_000,
    });
    return { succeeded: status === 0, output: `${stdout}${stderr}${error?.message ?? ''}` };
  };
  const synth = run(['synth', '--quiet', '--no-lookups', '--output', directory, '--context', 'stage=dev']);
  if (!synth.succeeded)
    throw new CommandError(`The templates cannot be made:\n${synth.output.slice(-2_000)}`);

  const write = (file: string, template: Template) => writeFileSync(file, JSON.stringify(template));
  for (const name of templateFiles(directory)) {
    const file = join(directory, name);
    const { template, dropped } = reducedTemplate(readTemplate(file));
    write(file, template);
    if (dropped.length > 0)
      print(`  ${name}: without ${dropped.length} resources that the emulator cannot make`);
  }
  return {
    change(stack, change) {
      const file = join(directory, `${stack}.template.json`);
      write(file, change(readTemplate(file)));
      renameAsset(directory, stack, file);
    },
    cdk: (...parameters) => run([...parameters, '--app', directory]),
  };
};
