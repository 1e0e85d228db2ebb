import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { scopes } from '../../lib/contract/scopes.ts';
import { slos } from '../../lib/contract/slos.ts';
import { checkObjectives, SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import { catalogue } from './catalogue.ts';
import { startLocalCloud } from './cloud.ts';
import { parseCommandLine, type StartOptions, startHelp } from './command-line.ts';
import { functionsOf } from './deployment.ts';
import { orderServiceDeployment } from './order-service-deployment.ts';
import { onParentGone } from './parent-process.ts';
import { stopOnSignals } from './shutdown.ts';
import { StartUpError } from './start-up-error.ts';
import { startUpMessage } from './start-up-message.ts';

const stateDirectory = fileURLToPath(new URL('../../.local', import.meta.url));

const describeDatabase = ({ persist, dynamodbEndpoint }: StartOptions): string => {
  if (dynamodbEndpoint !== undefined) return `tables at ${dynamodbEndpoint}`;
  return persist ? 'data kept in .local/' : 'data kept in memory';
};

const run = async (options: StartOptions): Promise<void> => {
  // The functions read the objectives without checking them.
  checkObjectives(slos);
  const deployment = orderServiceDeployment(options);
  const starting = startLocalCloud({
    port: options.port,
    deployment,
    maxEnvironments: options.maxEnvironments,
    scheduleSeconds: options.scheduleSeconds,
    ...(options.faults !== undefined && { faults: options.faults }),
    ...(options.persist && { stateDirectory }),
    ...(options.dynamodbEndpoint !== undefined && { dynamodbEndpoint: options.dynamodbEndpoint }),
    print: console.log,
    color: process.stdout.isTTY === true,
  });
  stopOnSignals({
    signals: process,
    now: Date.now,
    stop: async () => {
      const cloud = await starting.catch(() => undefined);
      await cloud?.close();
    },
    exit: process.exit,
    print: console.log,
  });
  if (process.env['npm_lifecycle_event'] !== undefined) onParentGone(() => process.emit('SIGTERM'));
  // The terminal may be gone by the time we stop.
  process.stdout.on('error', () => {});
  const cloud = await starting;
  const scope = `${scopes.ordersRead} ${scopes.ordersWrite}`;
  const { access_token: token } = await cloud.issuer.issue({ sub: 'alice', scope });
  console.log(
    startUpMessage({
      url: cloud.url,
      functionCount: Object.keys(functionsOf(deployment)).length,
      database: describeDatabase(options),
      token,
      idempotencyKey: randomUUID(),
      sku: catalogue[0]?.sku ?? '',
      startedInMs: performance.now(),
    }),
  );
};

try {
  const options = parseCommandLine(process.argv.slice(2), process.env);
  if (options === 'help') console.log(startHelp);
  else await run(options);
} catch (error) {
  if (!(error instanceof StartUpError || error instanceof SloDefinitionError)) throw error;
  console.error(error.message);
  process.exit(1);
}
