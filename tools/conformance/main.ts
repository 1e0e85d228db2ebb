import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOrderServiceClient } from '../../client/src/order-service-client.ts';
import { routes } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { option } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { endingOf } from '../command-line/ending-of.ts';
import { runCommand } from '../command-line/run-command.ts';
import { wholeNumber } from '../command-line/values.ts';
import { startLocalCloud } from '../local-cloud/cloud.ts';
import { catalogue } from '../local-cloud/order-service-catalogue.ts';
import { orderServiceDeployment } from '../local-cloud/order-service-deployment.ts';
import { apiTools, hasPython, preparePython } from '../python/virtual-environment.ts';
import { conformanceCounts } from './conformance-counts.ts';

const name = 'conformance';

const command = {
  name: 'npm run test:api',
  description:
    'Sends requests that schemathesis (PyPI) makes from /openapi.json to a local run of its own. Each answer must match the document; none may be a 5xx.',
  options: {
    examples: option(
      'n',
      'requests for each operation and kind (default: 5)',
      wholeNumber({ least: 1, most: 1_000 }),
    ),
    seed: option('n', 'seed of the requests (default: 1)', wholeNumber({ least: 0, most: 2 ** 31 })),
  },
  notes:
    'Without Python 3 it is skipped, but fails when CI is set. Exit code: 0, 1 when an answer does not match, 2 when the command line is wrong.',
} as const;

const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

/** Python knows no Unicode properties, of which names of products consist: its requests are the examples. */
const byExample = ['--include-operation-id', 'putProduct', '--phases', 'examples'];
const byFuzzing = ['--exclude-operation-id', 'putProduct', '--phases', 'examples,fuzzing'];

await runCommand(command, async ({ options: { examples = 5, seed = 1 } }) => {
  if (!hasPython(name, console.log)) return 0;
  const programs = preparePython(apiTools, console.log);
  const folder = mkdtempSync(join(tmpdir(), 'order-service-conformance-'));
  const deployment = orderServiceDeployment({ logLevel: 'ERROR', unpaidOrdersLimit: 1_000_000 });
  const cloud = await startLocalCloud({ port: 0, watch: false, deployment, maxEnvironments: 2 });
  try {
    const scope = Object.values(scopes).join(' ');
    const { access_token: token } = await cloud.issuer.issue({ sub: 'conformance', scope });
    const client = createOrderServiceClient({ baseUrl: cloud.url, token });
    const items = [{ sku: catalogue[0].sku, quantity: 1 }];
    const { id } = (await client.createOrder({ items })).body;
    const configuration = join(folder, 'schemathesis.toml');
    writeFileSync(
      configuration,
      `[parameters]\n"path.orderId" = "${id}"\n"path.sku" = "${catalogue[0].sku}"\n`,
    );

    const run = async (selection: readonly string[]) => {
      const child = spawn(
        join(programs, 'python'),
        [
          '-m',
          'schemathesis.cli',
          '--config-file',
          configuration,
          'run',
          `${cloud.url}${routes['openapi-document'].path}`,
          ...['--header', `Authorization: Bearer ${token}`],
          ...['--checks', checks.join(',')],
          ...['--max-examples', String(examples), '--seed', String(seed)],
          ...[
            '--exclude-path',
            routes['api-reference'].path,
            '--exclude-path',
            routes['openapi-document'].path,
          ],
          ...['--generation-database', 'none', '--warnings', 'off'],
          ...selection,
        ],
        { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
      const [status, signal] = await once(child, 'close');
      const counts = conformanceCounts(output);
      if (counts !== undefined) return { output, counts };
      console.log(output);
      throw new CommandError(`schemathesis could not be run: ${endingOf({ status, signal })}; see above`);
    };

    const runs = [await run(byExample), await run(byFuzzing)];
    const passed = runs.reduce((sum, { counts }) => sum + counts.passed, 0);
    const failed = runs.reduce((sum, { counts }) => sum + counts.failed, 0);
    if (failed > 0) for (const { output } of runs) console.log(output);
    console.log(`${name}: ${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await cloud.close();
    rmSync(folder, { recursive: true });
  }
});
