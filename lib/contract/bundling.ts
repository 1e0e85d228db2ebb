/**
 * How a function becomes one file: the same for the deployment, the local run and the benchmarks.
 *
 * `mainFields` prefers the ES modules of dependencies, which can be tree-shaken. The aliases replace
 * imports that cost most of a cold start and are not needed on Lambda: the ES facade of `node:http`
 * (evaluates every export, and so loads undici), the credential provider chain (only environment
 * credentials exist there), and Stripe's Node transport (ours replaces it; it imports the whole of `http`).
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
    stripe: 'node_modules/stripe/esm/stripe.esm.worker.js',
  },
  /** Some dependencies are CommonJS and call `require` for Node's own modules. */
  banner: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
} as const;

/** The source file of a function, relative to the project's root. */
export const functionEntry = (functionName: string): string => `functions/${functionName}.ts`;
