import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { describeAssembly } from './assembly-summary.ts';

/**
 * `cdk synth` that needs no account and leaves no trace: it sees no AWS configuration, asks no metadata
 * service, sends no telemetry, and keeps its caches inside the project instead of the home directory.
 * Arguments are passed on (`npm run synth -- -c stage=prod`).
 */
const projectRoot = join(import.meta.dirname, '..');
const home = join(projectRoot, '.build', 'cdk-home');

const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|AMAZON|CDK)_/i.test(name));
const environment = {
  ...Object.fromEntries(inherited),
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  HOME: home,
  USERPROFILE: home,
  CDK_HOME: join(home, '.cdk'),
  NODE_COMPILE_CACHE: join(home, 'compile-cache'),
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CDK_DISABLE_VERSION_CHECK: 'true',
  AWS_EC2_METADATA_DISABLED: 'true',
};

const cli = join(projectRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');
const { status, error } = spawnSync(
  process.execPath,
  [cli, 'synth', '--quiet', '--no-lookups', ...process.argv.slice(2)],
  { cwd: projectRoot, env: environment, stdio: ['ignore', 'inherit', 'inherit'] },
);
if (error) throw error;
if (status === 0) {
  for (const line of describeAssembly(join(projectRoot, 'cdk.out'))) console.log(line);
} else {
  console.error('synth failed; see above');
  process.exitCode = status ?? 1;
}
