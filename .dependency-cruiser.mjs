/** `packages` is a list of npm packages, or one of these. */
const anyPackage = Symbol('any npm package, and Node’s own modules');

/** Programs of every area use these files. */
const sharedTools = 'tools/(?:esbuild-service|json-of|project)\\.ts$';
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
    imports: ['lib/domain/', 'lib/slo/', 'lib/contract/', 'lib/platform/'],
    why: 'A use case knows ports, never what is behind them.',
  },
  presenters: {
    path: 'lib/presenters/',
    imports: ['lib/domain/', 'lib/contract/', 'lib/platform/'],
    why: 'A presenter turns values into output and needs only to know the values.',
  },
  platform: {
    path: 'lib/platform/',
    imports: ['lib/contract/'],
    packages: anyPackage,
    why: 'AWS clients, resilience and logging serve any service, so they know no order.',
  },
  metrics: {
    path: 'lib/metrics/',
    imports: ['lib/contract/', 'lib/platform/'],
    packages: anyPackage,
    why: 'Exact counters count for any service: their metrics come from the catalogue in the contract.',
  },
  adapters: {
    path: 'lib/adapters/',
    imports: ['lib/app/ports/', 'lib/domain/', 'lib/contract/', 'lib/platform/', 'lib/metrics/'],
    packages: anyPackage,
    why: 'An adapter makes a port real; it neither calls use cases nor reads configuration.',
  },
  middleware: {
    path: 'lib/middleware/',
    imports: ['lib/contract/', 'lib/platform/', 'lib/metrics/', 'lib/presenters/'],
    packages: anyPackage,
    why: 'Middleware serves every route, so it knows the contract and no use case.',
  },
  composition: {
    path: 'lib/composition/',
    imports: ['lib/'],
    packages: anyPackage,
    why: 'The composition root puts all of lib together, and nothing from outside it.',
  },
  functions: {
    path: 'functions/',
    imports: [
      'lib/composition/(?!env\\.ts$)',
      'lib/app/',
      'lib/middleware/',
      'lib/metrics/',
      'lib/presenters/',
      'lib/platform/',
      'lib/contract/',
    ],
    packages: packageTypes,
    why: 'A function parses, calls one use case and presents; what it needs is built in the composition root.',
  },
  client: {
    path: 'client/',
    why: 'The client is a package of its own: it runs wherever there is `fetch`, and needs nothing else.',
  },
  infra: {
    path: 'infra/',
    imports: ['lib/contract/', 'lib/slo/', 'tools/esbuild-service\\.ts$'],
    packages: anyPackage,
    why: 'The deployment follows the contract and the arithmetic of its objectives; it names functions by path and never loads them.',
  },
  'command-line': {
    path: 'tools/(?:command-line/|(?:esbuild-service|json-of|project)\\.ts$|launch\\.mjs$)',
    packages: anyPackage,
    why: 'One parser of command lines serves every command, so it knows none of them.',
  },
  'order-service-deployment': {
    path: 'tools/local-cloud/order-service-(?:catalogue|console|deployment|explanations|resources|tokens)\\.ts$',
    imports: [
      'client/src/(?:generated/operations|order-service-client)\\.ts$',
      'lib/contract/',
      'lib/domain/',
      'lib/slo/check-objectives\\.ts$',
      'tools/',
    ],
    packages: anyPackage,
    why: 'The deployment that the local cloud is given follows the contract, and loads no function.',
  },
  'local-cloud': {
    path: 'tools/local-cloud/(?!order-service-(?:catalogue|console|deployment|explanations|resources|tokens)\\.ts$)',
    imports: [
      'tools/local-cloud/',
      'tools/command-line/',
      sharedTools,
      'lib/contract/(?:gateway-errors|gateway-declines|limits)\\.ts$',
    ],
    packages: anyPackage,
    why: 'The local cloud runs any service: only its files order-service-*.ts know the order service. Facts of the payment gateway are shared.',
  },
  'slo-tools': {
    path: 'tools/slo/',
    imports: [
      'client/src/order-service-client\\.ts$',
      'lib/contract/',
      'lib/slo/',
      'tools/command-line/',
      sharedTools,
    ],
    packages: anyPackage,
    why: 'Rules, simulator and game day follow a declaration of objectives, and run no code of the service.',
  },
  audit: {
    path: 'tools/audit/',
    imports: ['lib/'],
    why: 'The simulator and the operator check stored data by the same code, so it knows neither of them.',
  },
  operator: {
    path: 'tools/operator/',
    imports: ['lib/', 'tools/audit/', 'tools/cost/list-prices\\.ts$', 'tools/command-line/', sharedTools],
    packages: anyPackage,
    why: 'Operator commands run the use cases of the service against a deployed or a local stage.',
  },
  catalogue: {
    path: 'tools/catalogue/',
    imports: [
      'client/src/order-service-client\\.ts$',
      'lib/contract/',
      'lib/domain/money\\.ts$',
      'tools/operator/operator-command/run-operator-command\\.ts$',
      'tools/command-line/',
    ],
    packages: anyPackage,
    why: 'The import of products is a client of the public API, and knows what clients know.',
  },
  diagnosis: {
    path: 'tools/diagnosis/',
    imports: [
      'infra/',
      'lib/contract/',
      'tools/local-cloud/(?:logs-insights|measurements)/',
      'tools/local-cloud/order-service-resources\\.ts$',
      'tools/operator/operator-command/',
      'tools/slo/command/status/described-alarms\\.ts$',
      'tools/command-line/',
      sharedTools,
    ],
    packages: anyPackage,
    why: 'The first commands of the runbooks read logs and alarms of a stage or of the local run, and run no code of the service.',
  },
  faults: {
    path: 'tools/faults/',
    imports: [
      'lib/contract/',
      'tools/audit/violation\\.ts$',
      'tools/local-cloud/',
      'tools/command-line/',
      sharedTools,
    ],
    packages: anyPackage,
    why: 'The fault test disturbs the local run from outside, and knows of the service what its clients know.',
  },
  bench: {
    path: 'tools/bench/',
    imports: [
      'client/src/order-service-client\\.ts$',
      'infra/packaging/',
      'lib/',
      'functions/',
      'tools/local-cloud/',
      'tools/cost/list-prices\\.ts$',
      'tools/command-line/',
      sharedTools,
      'tools/slo/find-program\\.ts$',
    ],
    packages: anyPackage,
    why: 'A benchmark may measure anything, but depends on no test.',
  },
  deploy: {
    path: 'tools/deploy/',
    imports: [
      'infra/(?:names|stage)\\.ts$',
      'infra/stages/',
      'lib/contract/',
      'tools/bench/tls/self-signed-certificate\\.ts$',
      'tools/command-line/',
      'tools/python/',
      'tools/slo/command/gate/gate-exit-codes\\.ts$',
      sharedTools,
    ],
    packages: anyPackage,
    why: 'A deployment follows the settings of its stage, and loads no code of the service.',
  },
  python: {
    path: 'tools/python/',
    imports: ['tools/command-line/', sharedTools],
    packages: anyPackage,
    why: 'Programs of PyPI are installed in one way, and know nothing of the service.',
  },
  sam: {
    path: 'tools/sam/',
    imports: [
      'infra/packaging/(?:bundle-functions|lambda-node)\\.ts$',
      'lib/contract/',
      'tools/local-cloud/',
      'tools/command-line/',
      'tools/python/',
      sharedTools,
    ],
    packages: anyPackage,
    why: 'The template for sam follows the contract, and uses the local run.',
  },
  conformance: {
    path: 'tools/conformance/',
    imports: [
      'client/src/order-service-client\\.ts$',
      'lib/contract/',
      'tools/local-cloud/',
      'tools/command-line/',
      'tools/python/',
    ],
    packages: anyPackage,
    why: 'The requests follow the published document, against a local run.',
  },
  cost: {
    path: 'tools/cost/',
    imports: [
      'client/src/order-service-client\\.ts$',
      'lib/contract/',
      'tools/local-cloud/',
      'tools/command-line/',
      sharedTools,
    ],
    packages: anyPackage,
    why: 'The estimate of a bill reads declarations and templates, and measures a local run.',
  },
  simulation: {
    path: 'tools/simulation/',
    imports: [
      'lib/',
      'tools/audit/',
      'tools/command-line/',
      'tools/local-cloud/(?:faults/seeded-random|logs/filter-pattern)\\.ts$',
      'tools/operator/(?:customers-command/erase-customer|metrics-command/redrive)\\.ts$',
      sharedTools,
    ],
    packages: anyPackage,
    why: 'The simulator runs the use cases and adapters of the service in a world of its own, and depends on no test.',
  },
  'other-tools': {
    path: 'tools/(?:checks|demo|generate|synth)/',
    imports: [
      'lib/',
      'infra/(?:service|stage)\\.ts$',
      'tools/(?:slo|local-cloud|simulation)/generated-files\\.ts$',
      'tools/command-line/',
      'tools/python/',
      sharedTools,
      'tools/local-cloud/bundler/build-options\\.ts$',
    ],
    packages: anyPackage,
    why: 'These tools generate and check from the declarations of the service, and depend on no test.',
  },
  test: {
    path: 'test/',
    imports: [''],
    packages: anyPackage,
    why: 'Tests may import anything.',
  },
  root: {
    path: '[^/]+$',
    imports: ['test/harness/(?:loopback-only-options|slowest-first|unused-grants-reporter)\\.ts$'],
    packages: anyPackage,
    why: 'Configuration of a tool stands alone, but for the order and the reports of the test runner.',
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
      name: 'slo-tools-declaration',
      comment: 'One file of tools/slo knows the service: another service is monitored by declaring it there.',
      severity: 'error',
      from: { path: '^tools/slo/', pathNot: '^tools/slo/order-service-declaration\\.ts$' },
      to: { path: '^lib/contract/' },
    },
    {
      name: 'no-declaration-check-at-run-time',
      comment: 'Objectives are checked before they are deployed, so the functions carry no code for it.',
      severity: 'error',
      from: { path: '^(?:functions|lib)/', pathNot: '^lib/slo/' },
      to: { path: '^lib/slo/(?:check-objectives|field-problems)\\.ts$' },
    },
    {
      name: 'metrics-door',
      comment:
        'The exact counters are entered through the files directly in lib/metrics; their folders are private.',
      severity: 'error',
      from: { pathNot: '^(?:lib/metrics|test)/' },
      to: { path: '^lib/metrics/[^/]+/' },
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
    exclude: { path: '^(client/dist|cdk\\.out|coverage|\\.build|\\.local)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.d.ts', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
