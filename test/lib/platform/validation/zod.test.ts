import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { build } from '../../../../tools/esbuild-service.ts';
import { projectFile, projectRoot } from '../../../../tools/project.ts';
import { hostileValue, inputsOf, mutatedInputsOf } from '../../../harness/validation/schema-inputs.ts';
import { schemaPlans } from '../../../harness/validation/schema-plans.ts';
import type { Twin } from '../../../harness/validation/twin-zod.ts';
import { volume } from '../../../harness/volume.ts';

const twinZod = projectFile('test/harness/validation/twin-zod.ts');

/** Every schema of lib, as zod and the bundles' validators build it. */
const twinsOfLib = async (): Promise<readonly Twin[]> => {
  const modules = globSync('lib/**/*.ts', { cwd: projectRoot }).filter((path) =>
    /^import \* as z from 'zod'/m.test(readFileSync(projectFile(path), 'utf8')),
  );
  const directory = await mkdtemp(join(tmpdir(), 'twins-'));
  const outfile = join(directory, 'twins.mjs');
  await build({
    stdin: {
      contents: [`export { twins } from '${twinZod}';`, ...modules.map((path) => `import './${path}';`)].join(
        '\n',
      ),
      resolveDir: projectRoot,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
    // The modules are imported for the schemas that they build.
    ignoreAnnotations: true,
    outfile,
    plugins: [
      {
        name: 'twins',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^zod$/ }, ({ importer }) =>
            importer === twinZod ? undefined : { path: twinZod },
          );
        },
      },
    ],
  });
  const { twins } = await import(pathToFileURL(outfile).href);
  await rm(directory, { recursive: true });
  return twins;
};

type Outcome = Readonly<Record<string, unknown>>;

const outcomeOf = (schema: Twin['bundled'], input: unknown): Outcome => {
  try {
    const { success, data, error } = schema.safeParse(input);
    return { success, data, issues: error?.issues, message: error?.message, name: error?.name };
  } catch (thrown) {
    return { thrown: String(thrown) };
  }
};

const expectSameOutcome = ({ zod, bundled }: Twin, input: unknown): void => {
  const [{ data, ...own }, { data: expected, ...reference }] = [bundled, zod].map((schema) =>
    outcomeOf(schema, input),
  ) as [Outcome, Outcome];
  expect(own).toStrictEqual(reference);
  // The matcher takes an object whose `constructor` is NaN for another one than its copy.
  if (!isDeepStrictEqual(data, expected)) expect(data).toStrictEqual(expected);
};

const twins = await twinsOfLib();
const numRuns = volume({ inCi: 10_000, usual: 300 });
const timeout = 120_000;

describe('the validators of the bundles', { timeout }, () => {
  it('build every schema of lib', () => {
    expect(twins.length).toBeGreaterThan(300);
  });

  it.each([
    ['inputs that a schema accepts, or nearly', inputsOf],
    ['inputs with one thing wrong', mutatedInputsOf],
    ['hostile inputs', () => hostileValue],
  ])('judge %s like zod: success, data, paths and texts', (_, inputs) => {
    const cases = fc.oneof(...twins.map(({ zod }, index) => inputs(zod).map((input) => ({ index, input }))));
    fc.assert(
      fc.property(cases, ({ index, input }) => expectSameOutcome(twins[index] as Twin, input)),
      { numRuns },
    );
  });

  it('judge inputs of arbitrary schemas like zod', () => {
    const cases = schemaPlans.chain((plan) => {
      const twin = plan.build();
      return fc
        .oneof(inputsOf(twin.zod), mutatedInputsOf(twin.zod), hostileValue)
        .map((input) => ({ plan, input }));
    });
    fc.assert(
      fc.property(cases, ({ plan, input }) => expectSameOutcome(plan.build(), input)),
      { numRuns },
    );
  });
});
