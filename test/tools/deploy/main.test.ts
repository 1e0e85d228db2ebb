import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startScriptedServer } from '../../harness/dynamodb/scripted-server.ts';
import { runInThread } from '../../harness/local-cloud/run-in-thread.ts';

// Each test runs a process, and one of them CDK.
vi.setConfig({ testTimeout: 120_000 });

const account = '444455556666';

const soap = (operation: string, result: string) =>
  `<${operation}Response><${operation}Result>${result}</${operation}Result></${operation}Response>`;
const missingStack =
  '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack does not exist</Message></Error></ErrorResponse>';

/** An account with CDK's bootstrap, and nothing of the service in it. */
const answerOf = (url: string, target: string, body: string): readonly [status: number, body: string] => {
  if (url.includes('/account-settings'))
    return [200, '{"AccountLimit":{"ConcurrentExecutions":1000,"UnreservedConcurrentExecutions":1000}}'];
  if (url.includes('/concurrency')) return [200, '{}'];
  if (/List(?:Rules|Tables)$/.test(target)) return [200, '{}'];
  if (target.endsWith('DescribeSecret')) return [400, '{"__type":"ResourceNotFoundException"}'];
  if (body.includes('Action=GetCallerIdentity'))
    return [200, soap('GetCallerIdentity', `<Account>${account}</Account>`)];
  if (!body.includes('CDKToolkit')) return [400, missingStack];
  const output = '<member><OutputKey>BootstrapVersion</OutputKey><OutputValue>21</OutputValue></member>';
  const stack = `<member><StackName>CDKToolkit</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${output}</Outputs></member>`;
  return [200, soap('DescribeStacks', `<Stacks>${stack}</Stacks>`)];
};

describe('npm run deploy against the services of AWS', () => {
  let aws: Awaited<ReturnType<typeof startScriptedServer>>;
  beforeAll(async () => {
    aws = await startScriptedServer(async (request, response) => {
      const target = String(request.headers['x-amz-target'] ?? '');
      const [status, body] = answerOf(request.url ?? '', target, await text(request));
      response.writeHead(status, { 'content-type': body.startsWith('<') ? 'text/xml' : 'application/json' });
      response.end(body);
    });
  });
  afterAll(() => aws.stop());

  const deploy = (...args: readonly string[]) =>
    runInThread('deploy/main.ts', args, {
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });

  it('names all problems of a stage at once, each with its cure, and changes nothing', async () => {
    const { code, stdout } = await deploy('--stage', 'prod');
    expect(code).toBe(1);
    for (const line of [
      /^FAILED {2}settings without placeholders$/m,
      /^ok {6}region$/m,
      /^ {8}https:\/\/issuer\.example\.com is a placeholder; correct tokens\.issuer in infra\/stages\/prod\.ts/m,
      /^ {8}the credentials are of account 444455556666, and prod belongs to 333333333333; use credentials/m,
      /^ok {6}CDK bootstrap$/m,
      /^ok {6}state of the stacks$/m,
      /^ok {6}concurrency of the account$/m,
      /^ {8}there is no secret arn:aws:secretsmanager:.*; store the payment gateway's key there/m,
      /^ok {6}restored tables$/m,
      /of the checks did not pass; nothing was changed\.$/m,
    ])
      expect(stdout).toMatch(line);
  });

  it('finds nothing to destroy where nothing is deployed', async () => {
    const { code, stdout } = await deploy('--stage', 'dev-alice', '--destroy', '--yes');
    expect([code, stdout]).toEqual([0, 'The stage dev-alice has no stack.\n']);
  });

  it.each([
    [
      'no credentials',
      { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: '' },
      'There are no AWS credentials; sign in, as by aws sso login, and set AWS_PROFILE.\n',
    ],
    ['no region', { AWS_REGION: '', AWS_ACCESS_KEY_ID: 'key' }, 'No region is configured; set AWS_REGION.\n'],
    [
      'no answer',
      { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'key' },
      expect.stringMatching(
        /^AWS does not answer \(.*ECONNREFUSED.*\); check AWS_REGION and the network\.\n$/,
      ),
    ],
  ])('reports in one line that there is %s', async (_, environment, line) => {
    const nowhere = {
      AWS_PROFILE: '',
      AWS_DEFAULT_REGION: '',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    };
    const { code, stderr } = await runInThread('deploy/main.ts', ['--stage', 'dev', '--destroy'], {
      ...nowhere,
      ...environment,
    });
    expect([code, stderr]).toEqual([1, line]);
  });

  it('does not destroy a stage that keeps its data', async () => {
    const { code, stderr } = await deploy('--stage', 'prod', '--destroy', '--yes');
    expect(code).toBe(1);
    expect(stderr).toContain('keeps its data');
  });
});
