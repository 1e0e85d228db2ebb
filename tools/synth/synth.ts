import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeAssembly } from './assembly-summary.ts';

const usage = `Usage: npm run synth -- [options]

Synthesizes the CloudFormation templates into cdk.out/ and lists them. Needs no AWS account: reads no AWS configuration,
asks no metadata service, sends no telemetry, and keeps its caches in .build/.

Options:
  -c, --context <key=value>    a value of the context, such as stage=prod; can be repeated
  --help                       print this text and do nothing else
`;

const contextOf = (args: readonly string[]): readonly string[] | 'help' => {
  if (args.includes('--help') || args.includes('-h')) return 'help';
  const { values } = parseArgs({
    args: [...args],
    options: { context: { type: 'string', short: 'c', multiple: true, default: [] } },
  });
  const wrong = values.context.find((pair) => !/^[^=]+=/.test(pair));
  if (wrong !== undefined) throw new TypeError(`--context is "${wrong}". Set it to key=value`);
  return values.context;
};

const readContext = (): readonly string[] | 'help' | undefined => {
  try {
    return contextOf(process.argv.slice(2));
  } catch (error) {
    const [problem] = (error as Error).message.split('. To specify');
    console.error(`${problem}. See \`npm run synth -- --help\`.`);
    return undefined;
  }
};

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

const synthesize = (context: readonly string[]): number => {
  const cli = join(projectRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const { status, error } = spawnSync(
    process.execPath,
    [cli, 'synth', '--quiet', '--no-lookups', ...context.flatMap((pair) => ['-c', pair])],
    { cwd: projectRoot, env: environment, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  if (error) throw error;
  if (status === 0) {
    for (const line of describeAssembly(join(projectRoot, 'cdk.out'))) console.log(line);
    return 0;
  }
  console.error('synth failed; see above');
  return status ?? 1;
};

const context = readContext();
if (context === 'help') process.stdout.write(usage);
else process.exitCode = context === undefined ? 2 : synthesize(context);
