import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FunctionId, functionIds } from '../../lib/contract/function-ids.ts';
import { bundledModules } from '../../tools/checks/figures/bundled-modules.ts';

/** Folders of lib with subfolders of which a function needs some and not others. */
const divided = new Set(['adapters', 'metrics', 'middleware']);

const folderOf = (module: string): string => {
  const [, folder = '', inner = ''] = module.split('/');
  return divided.has(folder) ? `${folder}/${inner.endsWith('.ts') ? '' : inner}` : folder;
};

const everywhere = ['composition', 'contract', 'domain', 'metrics/recording', 'platform'];
const route = [...everywhere, 'middleware/api', 'presenters'];
const monitoringRoute = [...everywhere, 'middleware/api'];
const order = ['app', 'adapters/dynamodb', 'adapters/telemetry'];

/** Every folder of lib that the bundle of a function holds. */
const folders: Readonly<Record<FunctionId, readonly string[]>> = {
  'create-order': [...route, ...order, 'adapters/', 'adapters/redis'],
  'list-orders': [...route, 'app', 'adapters/crypto', 'adapters/dynamodb'],
  'get-order': [...route, 'app', 'adapters/dynamodb'],
  'pay-order': [...route, ...order, 'adapters/stripe'],
  'cancel-order': [...route, ...order, 'adapters/stripe'],
  'ship-order': [...route, ...order],
  'deliver-order': [...route, ...order],
  'customer-summary': [...route, 'app', 'adapters/dynamodb'],
  'list-products': [...route, 'app', 'adapters/dynamodb'],
  'get-product': [...route, 'app', 'adapters/dynamodb'],
  'put-product': [...route, 'app', 'adapters/dynamodb'],
  'health-live': monitoringRoute,
  'health-ready': [...route, 'app', 'adapters/eventbridge', 'adapters/redis', 'adapters/stripe'],
  metrics: [
    ...monitoringRoute,
    'adapters/dynamodb',
    'metrics/aggregation',
    'metrics/dynamodb',
    'metrics/exposition',
  ],
  'expire-orders': [...everywhere, ...order, 'metrics/aggregation', 'middleware/', 'middleware/schedule'],
  'reconcile-payments': [...everywhere, ...order, 'adapters/stripe', 'middleware/', 'middleware/schedule'],
  'sweep-events': [...everywhere, ...order, 'adapters/eventbridge', 'middleware/', 'middleware/schedule'],
  'send-canary': [...everywhere, ...order, 'adapters/eventbridge', 'middleware/', 'middleware/schedule'],
  'fold-environments': [
    ...everywhere,
    'metrics/aggregation',
    'metrics/dynamodb',
    'middleware/',
    'middleware/schedule',
  ],
  'relay-events': [...everywhere, ...order, 'adapters/eventbridge', 'middleware/', 'middleware/stream'],
  'summarize-orders': [...everywhere, ...order, 'middleware/', 'middleware/queue'],
  'receive-canary': [...everywhere, ...order, 'middleware/', 'middleware/queue'],
  'aggregate-metrics': [
    ...everywhere,
    'metrics/aggregation',
    'metrics/dynamodb',
    'middleware/',
    'middleware/logs',
  ],
};

const bundles = await bundledModules(join(import.meta.dirname, '../..'), functionIds);
const modulesOf = (name: FunctionId) => (bundles.get(name) ?? []).filter((path) => path.startsWith('lib/'));

describe('the bundle', () => {
  it.each(functionIds)('of %s holds the folders of lib that are listed for it', (name) => {
    expect([...new Set(modulesOf(name).map(folderOf))].sort()).toEqual([...folders[name]].sort());
  });
});
