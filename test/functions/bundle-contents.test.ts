import { describe, expect, it } from 'vitest';
import { type PackagedId, packagedIds } from '../../lib/contract/deployment-hooks.ts';
import { bundledModules } from '../../tools/checks/figures/bundled-modules.ts';
import { projectRoot } from '../../tools/project.ts';

/** Folders of lib with subfolders of which a function needs some and not others. */
const divided = new Set(['adapters', 'metrics', 'middleware']);

const folderOf = (module: string): string => {
  const [, folder = '', inner = ''] = module.split('/');
  return divided.has(folder) ? `${folder}/${inner.endsWith('.ts') ? '' : inner}` : folder;
};

const everywhere = ['composition', 'contract', 'domain', 'metrics/', 'metrics/recording', 'platform'];
/** Modules of every function that calls a dependency: its circuit breakers count their transitions. */
const calling = [...everywhere, 'adapters/telemetry'];
const monitoringRoute = [...calling, 'middleware/api'];
const route = [...monitoringRoute, 'presenters'];
const document = [...everywhere, 'middleware/api', 'presenters'];
const order = ['app', 'adapters/dynamodb'];

/** Every folder of lib that the bundle of a function holds. */
const folders: Readonly<Record<PackagedId, readonly string[]>> = {
  'create-order': [...route, ...order, 'adapters/', 'adapters/redis'],
  'list-orders': [...route, 'app', 'adapters/crypto', 'adapters/dynamodb'],
  'get-order': [...route, 'app', 'adapters/dynamodb'],
  'pay-order': [...route, ...order, 'adapters/stripe'],
  'cancel-order': [...route, ...order, 'adapters/stripe'],
  'refund-order': [...route, ...order, 'adapters/stripe'],
  'ship-order': [...route, ...order],
  'deliver-order': [...route, ...order],
  'customer-summary': [...route, 'app', 'adapters/dynamodb'],
  'list-products': [...route, 'app', 'adapters/dynamodb'],
  'get-product': [...route, 'app', 'adapters/dynamodb'],
  'put-product': [...route, 'app', 'adapters/dynamodb'],
  'move-stock': [...route, ...order],
  'stripe-webhook': [...monitoringRoute, ...order, 'adapters/stripe'],
  'health-live': [...everywhere, 'middleware/api'],
  'unknown-route': [...everywhere, 'middleware/api'],
  'openapi-document': document,
  'api-reference': document,
  'health-ready': [...route, 'app', 'adapters/eventbridge', 'adapters/redis', 'adapters/stripe'],
  metrics: [...monitoringRoute, 'app', 'adapters/dynamodb', 'metrics/exposition', 'metrics/storage'],
  'expire-orders': [...calling, ...order, 'metrics/storage', 'middleware/', 'middleware/schedule'],
  'reconcile-payments': [...calling, ...order, 'adapters/stripe', 'middleware/', 'middleware/schedule'],
  'sweep-events': [...calling, ...order, 'adapters/eventbridge', 'middleware/', 'middleware/schedule'],
  'send-canary': [...calling, ...order, 'adapters/eventbridge', 'middleware/', 'middleware/schedule'],
  'split-stock': [...calling, ...order, 'middleware/', 'middleware/schedule'],
  'refresh-availability': [...calling, ...order, 'middleware/', 'middleware/schedule'],
  'fold-environments': [...calling, 'metrics/storage', 'middleware/', 'middleware/schedule'],
  'redrive-batches': [
    ...calling,
    'metrics/aggregation',
    'metrics/storage',
    'middleware/',
    'middleware/logs',
    'middleware/schedule',
  ],
  'place-synthetic-order': [...calling, 'app', 'adapters/http', 'middleware/', 'middleware/schedule'],
  'measure-budgets': [
    ...calling,
    'app',
    'adapters/dynamodb',
    'metrics/storage',
    'middleware/',
    'middleware/schedule',
    'slo',
  ],
  'relay-events': [...calling, ...order, 'adapters/eventbridge', 'middleware/', 'middleware/stream'],
  'summarize-orders': [
    ...calling,
    ...order,
    'metrics/aggregation',
    'metrics/storage',
    'middleware/',
    'middleware/queue',
  ],
  'receive-canary': [...calling, ...order, 'middleware/', 'middleware/queue'],
  'aggregate-metrics': [
    ...calling,
    'metrics/aggregation',
    'metrics/storage',
    'middleware/',
    'middleware/logs',
  ],
  'judge-unanswered': [
    ...calling,
    'metrics/aggregation',
    'metrics/storage',
    'middleware/',
    'middleware/logs',
  ],
  'rehearse-version': [
    ...everywhere,
    'adapters/codedeploy',
    'adapters/lambda',
    'app',
    'middleware/deployment',
  ],
};

const bundles = await bundledModules(projectRoot, packagedIds);
const modulesOf = (name: PackagedId) => (bundles.get(name) ?? []).filter((path) => path.startsWith('lib/'));

describe('the bundle', () => {
  it.each(packagedIds)('of %s holds the folders of lib that are listed for it', (name) => {
    expect([...new Set(modulesOf(name).map(folderOf))].sort()).toEqual([...folders[name]].sort());
  });

  it.each(packagedIds)('of %s holds no schema that only documents use', (name) => {
    const documented = /^lib\/contract\/(route-contracts|route-errors|schemas\/(error-envelope|monitoring))/;
    expect(modulesOf(name).filter((path) => documented.test(path))).toEqual([]);
  });
});
