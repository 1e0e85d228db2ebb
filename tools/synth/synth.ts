import { spawnSync } from 'node:child_process';
import { delimiter, dirname, resolve } from 'node:path';
import { type Command, option, repeatedOption } from '../command-line/command.ts';
import { InvalidValueError } from '../command-line/command-error.ts';
import { runCommand } from '../command-line/run-command.ts';
import { text, type ValueParser } from '../command-line/values.ts';
import { projectFile, projectRoot } from '../project.ts';
import { messagesOf } from './cdk-messages.ts';
import { compareTemplates } from './compare-templates.ts';

const keyAndValue: ValueParser<string> = (pair) => {
  if (/^[^=]+=/.test(pair)) return pair;
  throw new InvalidValueError(`is ${JSON.stringify(pair)}. Set it to key=value.`);
};

const command = {
  name: 'npm run synth',
  description:
    'Writes the CloudFormation templates to cdk.out/, offline and without an AWS account. It reads no AWS' +
    ' configuration, asks no metadata service, sends no telemetry and keeps its caches in the project.',
  options: {
    stage: option('name', 'stage of those in infra/stages/', text, 'dev'),
    compare: option(
      'folder',
      'print the resources in which the templates of this folder, an earlier cdk.out, differ, in Markdown',
      text,
    ),
    context: {
      ...repeatedOption('key=value', 'context of the CDK app; may be repeated', keyAndValue),
      short: 'c',
    },
  },
} as const satisfies Command;

const home = projectFile('.build', 'cdk-home');

const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|AMAZON|CDK)_/i.test(name))),
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  HOME: home,
  USERPROFILE: home,
  CDK_HOME: projectFile('.build', 'cdk-home', '.cdk'),
  NODE_COMPILE_CACHE: projectFile('.build', 'cdk-home', 'compile-cache'),
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CDK_DISABLE_VERSION_CHECK: 'true',
  AWS_EC2_METADATA_DISABLED: 'true',
});

await runCommand(command, async ({ options }) => {
  const { describeAssembly, stacksOf } = await import('./assembly-summary.ts');
  const before = options.compare === undefined ? undefined : stacksOf(resolve(options.compare));
  const cli = projectFile('node_modules', 'aws-cdk', 'bin', 'cdk');
  const context = [`stage=${options.stage}`, ...options.context].flatMap((pair) => ['--context', pair]);
  const { status, stderr, error } = spawnSync(
    process.execPath,
    [cli, 'synth', '--quiet', '--no-lookups', ...context],
    {
      cwd: projectRoot,
      env: environment(),
      encoding: 'utf8',
      stdio: ['ignore', 'inherit', 'pipe'],
      maxBuffer: 64 * 2 ** 20,
    },
  );
  if (error) throw error;
  process.stderr.write(messagesOf(stderr));
  if (status !== 0) {
    console.error('synth failed; see above');
    return status ?? 1;
  }
  const output = projectFile('cdk.out');
  const lines = before ? compareTemplates(before, stacksOf(output)) : describeAssembly(output);
  for (const line of lines) console.log(line);
  // Not among the lines for the comment of a pull request.
  console.error(
    `The templates are in ${output}. Deploy them: npm run deploy -- --stage ${options.stage}; their price: npm run cost -- --stage ${options.stage}`,
  );
  return 0;
});
