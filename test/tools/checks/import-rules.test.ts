import { describe, expect, it } from 'vitest';
import { violationsIn } from '../../harness/checks/planted-project.ts';

const packageNamed = (name: string) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: '',
});

/** One harmless file in every place that the plants import from. */
const soil = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { zod: '1.0.0', library: '1.0.0' },
    devDependencies: { 'test-tool': '1.0.0' },
  }),
  ...packageNamed('zod'),
  ...packageNamed('library'),
  ...packageNamed('test-tool'),
  ...Object.fromEntries(
    [
      'lib/domain/order.ts',
      'lib/slo/budget.ts',
      'lib/slo/check-objectives.ts',
      'lib/contract/routes.ts',
      'lib/app/get-order.ts',
      'lib/app/ports/order-store.ts',
      'lib/platform/ports.ts',
      'lib/presenters/present-order.ts',
      'lib/metrics/recorder.ts',
      'lib/metrics/recording/exact-counters.ts',
      'lib/platform/resilience/retry.ts',
      'lib/adapters/dynamodb.ts',
      'lib/middleware/pipeline.ts',
      'lib/composition/env.ts',
      'functions/get-order.ts',
      'infra/app.ts',
      'tools/local-cloud/main.ts',
      'test/builders.ts',
    ].map((path) => [path, 'export const value = 1; export type Value = 1;']),
  ),
};

/** A circle is reported once, at one of its files; the other is no plant of its own. */
const otherHalfOfTheCircle = {
  'lib/domain/circle-b.ts': `import type { x } from './circle-a.ts'; export type Value = typeof x; export const value = 1;`,
};

/** Importing file, its text, and the rules that refuse it. */
type Plant = readonly [path: string, text: string, ...rules: string[]];

const use = (specifier: string) => `import { value } from '${specifier}'; export const x = value;`;
const useType = (specifier: string) =>
  `import type { Value } from '${specifier}'; export const x: Value = 1;`;

const refused: Plant[] = [
  ['lib/domain/a1.ts', use('../contract/routes.ts'), 'domain-imports'],
  ['lib/domain/a2.ts', useType('../app/get-order.ts'), 'domain-imports'],
  ['lib/domain/a3.ts', use('zod'), 'domain-packages'],
  ['lib/domain/a4.ts', `import 'node:fs';`, 'domain-node'],
  [
    'lib/domain/a5.ts',
    `import { type Value } from '../slo/budget.ts'; export type X = Value;`,
    'domain-imports',
  ],
  ['lib/domain/a6.ts', `export * from '../slo/budget.ts';`, 'domain-imports'],
  ['lib/domain/a7.ts', `export type { Value } from '../slo/budget.ts';`, 'domain-imports'],
  ['lib/domain/a8.ts', `export const f = () => import('../slo/budget.ts');`, 'domain-imports'],
  ['lib/slo/a1.ts', use('../domain/order.ts'), 'slo-imports'],
  ['lib/contract/a1.ts', use('../app/get-order.ts'), 'contract-imports'],
  ['lib/contract/a4.ts', use('../slo/check-objectives.ts'), 'no-declaration-check-at-run-time'],
  ['lib/contract/a2.ts', use('library'), 'contract-packages'],
  ['lib/contract/a3.ts', `import 'node:path';`, 'contract-node'],
  ['lib/app/a1.ts', use('../adapters/dynamodb.ts'), 'app-imports'],
  ['lib/app/a2.ts', use('../presenters/present-order.ts'), 'app-imports'],
  ['lib/app/a3.ts', use('zod'), 'app-packages'],
  ['lib/presenters/a1.ts', use('../app/get-order.ts'), 'presenters-imports'],
  ['lib/presenters/a2.ts', `import 'node:util';`, 'presenters-node'],
  ['lib/platform/a1.ts', use('../domain/order.ts'), 'platform-imports'],
  ['lib/platform/a2.ts', use('../adapters/dynamodb.ts'), 'platform-imports'],
  ['lib/platform/a3.ts', use('../metrics/recorder.ts'), 'platform-imports'],
  ['lib/metrics/a1.ts', use('../domain/order.ts'), 'metrics-imports'],
  ['lib/metrics/a2.ts', use('../app/ports/order-store.ts'), 'metrics-imports'],
  ['lib/middleware/a3.ts', use('../metrics/recording/exact-counters.ts'), 'metrics-door'],
  ['lib/composition/a3.ts', use('../metrics/recording/exact-counters.ts'), 'metrics-door'],
  ['tools/bench/a2.ts', useType('../../lib/metrics/recording/exact-counters.ts'), 'metrics-door'],
  ['lib/adapters/a1.ts', use('../app/get-order.ts'), 'adapters-imports'],
  ['lib/adapters/a2.ts', use('../composition/env.ts'), 'adapters-imports'],
  ['lib/adapters/a3.ts', use('test-tool'), 'no-dev-packages-in-production'],
  ['lib/middleware/a1.ts', use('../domain/order.ts'), 'middleware-imports'],
  ['lib/middleware/a2.ts', use('../adapters/dynamodb.ts'), 'middleware-imports'],
  ['lib/composition/a1.ts', use('../../infra/app.ts'), 'composition-imports'],
  ['lib/novelty/a1.ts', use('../domain/order.ts'), 'known-area'],
  ['lib/app/a4.ts', use('../novelty/a1.ts'), 'app-imports'],
  ['functions/a1.ts', use('../lib/adapters/dynamodb.ts'), 'functions-imports'],
  ['functions/a2.ts', use('../lib/composition/env.ts'), 'functions-imports'],
  ['functions/a3.ts', use('../lib/domain/order.ts'), 'functions-imports'],
  ['functions/a4.ts', use('library'), 'functions-packages'],
  ['functions/a5.ts', use('../test/builders.ts'), 'functions-imports'],
  ['infra/a1.ts', use('../functions/get-order.ts'), 'infra-imports'],
  ['infra/a2.ts', use('../lib/domain/order.ts'), 'infra-imports'],
  ['infra/a3.ts', use('../tools/local-cloud/main.ts'), 'infra-imports'],
  ['lib/composition/a2.ts', use('../../tools/local-cloud/main.ts'), 'composition-imports'],
  ['functions/a6.ts', use('../tools/local-cloud/main.ts'), 'functions-imports'],
  ['tools/local-cloud/a1.ts', use('../../infra/app.ts'), 'local-cloud-imports'],
  ['tools/local-cloud/a2.ts', use('../../lib/adapters/dynamodb.ts'), 'local-cloud-imports'],
  ['tools/local-cloud/a3.ts', use('../../lib/slo/budget.ts'), 'local-cloud-imports'],
  ['tools/local-cloud/a4.ts', use('../../lib/contract/routes.ts'), 'local-cloud-imports'],
  ['tools/local-cloud/a5.ts', useType('../../lib/contract/routes.ts'), 'local-cloud-imports'],
  ['tools/command-line/a1.ts', use('../local-cloud/main.ts'), 'command-line-imports'],
  ['tools/slo/a1.ts', use('../../lib/app/get-order.ts'), 'slo-tools-imports'],
  ['tools/slo/a3.ts', use('../../lib/contract/routes.ts'), 'slo-tools-declaration'],
  ['tools/slo/a4.ts', use('../generate/b1.ts'), 'slo-tools-imports'],
  ['tools/generate/a1.ts', use('../slo/b1.ts'), 'other-tools-imports'],
  ['tools/slo/a2.ts', use('../local-cloud/main.ts'), 'slo-tools-imports'],
  ['tools/operator/a1.ts', use('../local-cloud/main.ts'), 'operator-imports'],
  ['client/src/a1.ts', use('../../lib/contract/routes.ts'), 'client-imports'],
  ['client/src/a2.ts', `import 'node:crypto';`, 'client-node'],
  ['client/src/a3.ts', use('zod'), 'client-packages'],
  ['tools/bench/a1.ts', use('../../test/builders.ts'), 'bench-imports'],
  ['tools/checks/a1.ts', use('../local-cloud/main.ts'), 'other-tools-imports'],
  ['tools/demo/a1.ts', use('../../test/builders.ts'), 'other-tools-imports'],
  ['tools/novelty/a1.ts', use('../../lib/domain/order.ts'), 'known-area'],
  ['tool.config.ts', use('./test/builders.ts'), 'root-imports'],
  ['lib/domain/circle-a.ts', use('./circle-b.ts'), 'no-circular'],
  ['lib/adapters/a4.ts', use('./nowhere.ts'), 'adapters-imports', 'resolvable'],
  ['lib/adapters/a5.ts', use('undeclared'), 'adapters-imports', 'resolvable'],
];

const accepted: Plant[] = [
  ['lib/domain/b1.ts', use('./order.ts')],
  ['lib/contract/b1.ts', use('../domain/order.ts')],
  ['lib/contract/b2.ts', use('zod')],
  ['lib/app/b1.ts', use('../contract/routes.ts')],
  ['lib/app/b2.ts', use('../slo/budget.ts')],
  ['lib/presenters/b1.ts', use('../domain/order.ts')],
  ['lib/platform/b1.ts', use('../contract/routes.ts')],
  ['lib/metrics/b1.ts', use('../contract/routes.ts')],
  ['lib/metrics/b2.ts', use('../platform/ports.ts')],
  ['lib/metrics/b3.ts', use('./recording/exact-counters.ts')],
  ['test/b1.ts', use('../lib/metrics/recording/exact-counters.ts')],
  ['lib/adapters/b1.ts', use('../app/ports/order-store.ts')],
  ['lib/adapters/b2.ts', use('../platform/resilience/retry.ts')],
  ['lib/adapters/b3.ts', use('library')],
  ['lib/adapters/b4.ts', `import 'node:http';`],
  ['lib/middleware/b1.ts', use('../presenters/present-order.ts')],
  ['lib/middleware/b2.ts', use('../metrics/recorder.ts')],
  ['functions/b1.ts', use('../lib/app/get-order.ts')],
  ['functions/b2.ts', use('../lib/contract/routes.ts')],
  ['functions/b3.ts', useType('test-tool')],
  ['infra/b1.ts', use('../lib/contract/routes.ts')],
  ['tools/local-cloud/order-service-deployment.ts', use('../../lib/contract/routes.ts')],
  ['tools/local-cloud/b1.ts', use('./main.ts')],
  ['tools/slo/order-service-declaration.ts', use('../../lib/contract/routes.ts')],
  ['tools/generate/b2.ts', use('../slo/generated-files.ts')],
  ['tools/slo/generated-files.ts', use('./b1.ts')],
  ['tools/slo/b1.ts', use('../../lib/slo/budget.ts')],
  ['tools/operator/b1.ts', use('../../lib/app/get-order.ts')],
  ['tools/bench/b1.ts', use('../local-cloud/main.ts')],
  ['tools/generate/b1.ts', use('../../lib/contract/routes.ts')],
  ['test/b1.ts', use('../lib/adapters/dynamodb.ts')],
  ['test/b2.ts', use('../tools/local-cloud/main.ts')],
];

const violations = await violationsIn({
  ...soil,
  ...otherHalfOfTheCircle,
  ...Object.fromEntries([...refused, ...accepted].map(([path, text]) => [path, text])),
});

const rulesAgainst = (path: string) =>
  [...new Set(violations.filter(({ from }) => from === path).map(({ rule }) => rule.name))].sort();

describe('import rules', () => {
  it.each(refused)('refuse %s: %s', (path, _text, ...rules) => {
    expect(rulesAgainst(path)).toEqual(rules);
  });

  it.each(accepted)('accept %s: %s', (path) => {
    expect(rulesAgainst(path)).toEqual([]);
  });
});
