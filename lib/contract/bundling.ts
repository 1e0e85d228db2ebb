/**
 * Modules that are files of their own beside a function, because a function may never need them. `import()` of one
 * loads its file. They import packages only: a module of the project would exist twice.
 */
const chunks = {
  'valkey-client': 'lib/adapters/redis/valkey-client.ts',
  'stripe-package': 'lib/adapters/stripe/stripe-package.ts',
} as const;

/** The part of esbuild's type of this name that the plugin needs. */
interface PluginBuild {
  readonly onResolve: (
    options: { readonly filter: RegExp },
    resolve: (request: { readonly kind: string; readonly path: string }) => ResolvedImport | undefined,
  ) => void;
}

interface ResolvedImport {
  path: string;
  external: boolean;
}

/** Leaves `import('…/<chunk>.ts')` in the bundle, as an import of the file beside it. esbuild would take the module in. */
const separateChunks = {
  name: 'separate chunks',
  setup({ onResolve }: PluginBuild) {
    onResolve({ filter: new RegExp(`/(?:${Object.keys(chunks).join('|')})\\.ts$`) }, ({ kind, path }) =>
      kind === 'dynamic-import'
        ? { path: path.replace(/^.*\/(.*)\.ts$/, './$1.mjs'), external: true }
        : undefined,
    );
  },
};

/**
 * How a function becomes one file: the same for the deployment, the local run and the benchmarks.
 *
 * `mainFields` prefers the ES modules of dependencies, which can be tree-shaken. The aliases replace
 * imports that cost most of a cold start and are not needed on Lambda: the ES facade of `node:http`
 * (evaluates every export, and so loads undici), the credential provider chain (only environment
 * credentials exist there), zod (its schemas are compiled by our own validators), and Stripe's Node transport
 * (ours replaces it; it imports the whole of `http`).
 */
export const bundling = {
  format: 'esm',
  target: 'node24',
  minify: true,
  mainFields: ['module', 'main'],
  conditions: ['module'],
  /** Package name → file that replaces it, relative to the project's root. */
  alias: {
    'node:http': 'lib/platform/node/http.ts',
    '@aws-sdk/credential-provider-node': 'lib/platform/aws/environment-credentials.ts',
    '@smithy/signature-v4': 'lib/platform/aws/signature-v4.ts',
    '@smithy/core/checksum': 'lib/platform/aws/left-out-parts.ts',
    '@smithy/core/event-streams': 'lib/platform/aws/left-out-parts.ts',
    '@aws-sdk/middleware-endpoint-discovery': 'lib/platform/aws/left-out-parts.ts',
    '@aws-sdk/dynamodb-codec': 'lib/platform/dynamodb/json-codec.ts',
    zod: 'lib/platform/validation/zod.ts',
    stripe: 'node_modules/stripe/esm/stripe.esm.worker.js',
  },
  /** An export that a replacement lacks would be `undefined` when a function runs. */
  logOverride: { 'import-is-undefined': 'error' },
  chunks,
  plugins: [separateChunks],
  /** Some dependencies are CommonJS and call `require` for Node's own modules. */
  banner: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
} as const;

/** The source file of a function, relative to the project's root. */
export const functionEntry = (functionName: string): string => `functions/${functionName}.ts`;
