/** `packages` is a list of npm packages, or one of these. */
const anyPackage = Symbol('any npm package, and Node’s own modules');
const packageTypes = Symbol('types of any npm package');

/**
 * Which way imports run. An area may import itself, the areas in `imports` and the packages in `packages`.
 * Everything else is refused.
 */
const areas = {
  domain: {
    path: 'lib/domain/',
    why: 'Rules of the business are pure: they need no library, and nothing around them can change them.',
  },
  slo: {
    path: 'lib/slo/',
    why: 'Arithmetic of objectives is pure, so that it is tested without anything else.',
  },
  contract: {
    path: 'lib/contract/',
    imports: ['lib/domain/', 'lib/slo/'],
    packages: ['zod'],
    why: 'Infrastructure, local run and docs read the contract, so it must not drag in what runs behind it.',
  },
  app: {
    path: 'lib/app/',
    imports: ['lib/domain/', 'lib/slo/', 'lib/contract/'],
    why: 'A use case knows ports, never what is behind them.',
  },
  presenters: {
    path: 'lib/presenters/',
    imports: ['lib/domain/', 'lib/contract/'],
    why: 'A presenter turns values into output and needs only to know the values.',
  },
  observability: {
    path: 'lib/observability/',
    imports: ['lib/contract/'],
    packages: anyPackage,
    why: 'Logs and metrics take their names from the contract and know nothing of orders.',
  },
  resilience: {
    path: 'lib/resilience/',
    imports: ['lib/contract/'],
    packages: anyPackage,
    why: 'A policy works for every dependency, so it knows none; it fails with errors of the registry.',
  },
  adapters: {
    path: 'lib/adapters/',
    imports: ['lib/app/ports/', 'lib/domain/', 'lib/contract/', 'lib/resilience/', 'lib/observability/'],
    packages: anyPackage,
    why: 'An adapter makes a port real; it neither calls use cases nor reads configuration.',
  },
  middleware: {
    path: 'lib/middleware/',
    imports: ['lib/contract/', 'lib/observability/', 'lib/presenters/'],
    packages: anyPackage,
    why: 'Middleware serves every route, so it knows the contract and no use case.',
  },
  env: {
    path: 'lib/env\\.ts$',
    imports: ['lib/contract/'],
    packages: anyPackage,
    why: 'Reading the environment takes names and schemas, nothing else.',
  },
  composition: {
    path: 'lib/composition(/|\\.ts$)',
    imports: ['lib/'],
    packages: anyPackage,
    why: 'The composition root puts all of lib together, and nothing from outside it.',
  },
  functions: {
    path: 'functions/',
    imports: ['lib/composition(/|\\.ts$)', 'lib/app/', 'lib/middleware/', 'lib/presenters/', 'lib/contract/'],
    packages: packageTypes,
    why: 'A function parses, calls one use case and presents; what it needs is built in the composition root.',
  },
  infra: {
    path: 'infra/',
    imports: ['lib/contract/', 'lib/slo/'],
    packages: anyPackage,
    why: 'The deployment follows the contract and the arithmetic of its objectives; it names functions by path and never loads them.',
  },
  local: {
    path: 'local/',
    imports: ['lib/contract/', 'lib/slo/slo-definition-error\\.ts$'],
    packages: anyPackage,
    why: 'The local run follows the contract and tells what it refuses; it loads functions as bundles, as Lambda does.',
  },
  bench: {
    path: 'bench/',
    imports: ['lib/', 'functions/', 'local/'],
    packages: anyPackage,
    why: 'A benchmark may measure anything, but depends on no test.',
  },
  scripts: {
    path: 'scripts/',
    imports: ['lib/', 'functions/'],
    packages: anyPackage,
    why: 'Scripts generate and check from what the service declares, and depend on no test.',
  },
  test: {
    path: 'test/',
    imports: [''],
    packages: anyPackage,
    why: 'Tests may import anything.',
  },
  root: {
    path: '[^/]+$',
    imports: ['test/slowest-first\\.ts$'],
    packages: anyPackage,
    why: 'Configuration of a tool stands alone, but for the order in which the test runner goes.',
  },
};

const packagePath = (name) => `^node_modules/(?:@types/)?${name}/`;

const packagesRule = (packages) => {
  if (packages === packageTypes) return { dependencyTypesNot: ['type-only'] };
  return { pathNot: packages.map(packagePath) };
};

const rulesOf = ([name, { path, imports = [], packages = [], why }]) => {
  const rule = (kind, to) => ({
    name: `${name}-${kind}`,
    comment: why,
    severity: 'error',
    from: { path: `^${path}` },
    to,
  });
  return [
    rule('imports', {
      path: '^(?!node_modules/)',
      pathNot: [path, ...imports].map((allowed) => `^${allowed}`),
      dependencyTypesNot: ['core'],
    }),
    ...(packages === anyPackage
      ? []
      : [
          rule('packages', { path: '^node_modules/', ...packagesRule(packages) }),
          rule('node', { dependencyTypes: ['core'] }),
        ]),
  ];
};

const known = Object.values(areas).map(({ path }) => `^${path}`);

export default {
  forbidden: [
    ...Object.entries(areas).flatMap(rulesOf),
    {
      name: 'known-area',
      comment: 'Every folder has its place in the table of areas in .dependency-cruiser.mjs: add this one.',
      severity: 'error',
      from: { pathNot: [...known, '^node_modules/'] },
      to: {},
    },
    {
      name: 'no-circular',
      comment: 'A circle has no first member: none of its files can be understood or tested alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'What is imported exists and is declared in package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-dev-packages-in-production',
      comment: 'What runs on Lambda is a dependency, not a devDependency.',
      severity: 'error',
      from: { path: '^(lib|functions)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    // TypeScript 7 has no API that dependency-cruiser could parse with.
    parser: 'swc',
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^(cdk\\.out|coverage|\\.build|\\.local)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.d.ts', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
