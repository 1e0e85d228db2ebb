import type { BuildOptions } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { buildOptions, chunkBuildOptions, chunksOf } from '../../../infra/packaging/bundle-functions.ts';
import { bundling, functionEntry } from '../../../lib/contract/bundling.ts';
import { packagedIds } from '../../../lib/contract/deployment-hooks.ts';
import { build } from '../../../tools/esbuild-service.ts';
import { functionBuildOptions } from '../../../tools/local-cloud/bundler/build-options.ts';

const {
  metafile: { outputs },
  outputFiles,
} = await build({ ...buildOptions(packagedIds, 'out'), write: false, metafile: true });

describe('buildOptions', () => {
  it('takes every option that the contract sets', () => {
    const { alias, banner, chunks, format, ...plain } = bundling;
    const options = buildOptions(['get-order'], 'out');
    expect(options).toMatchObject(plain);
    expect(Object.keys(options.alias)).toEqual(Object.keys(alias));
  });

  it('differs from the local run’s only in the form and place of the output, and its debug files and messages', () => {
    const common = ({
      entryPoints,
      outdir,
      entryNames,
      format,
      banner,
      outExtension,
      sourcemap,
      sourcesContent,
      metafile,
      logLevel,
      write,
      ...rest
    }: BuildOptions) => rest;
    const { absWorkingDir, ...deployed } = buildOptions(['get-order'], 'out');
    const local = functionBuildOptions(
      absWorkingDir,
      { 'get-order': functionEntry('get-order') },
      bundling,
      'out',
    );
    expect(common({ absWorkingDir, ...deployed })).toEqual(common(local));
  });
});

describe.each(packagedIds)('bundle of %s', (name) => {
  const output = outputs[`out/${name}/function.cjs`];

  it('is made from the function’s source and exports a handler', () => {
    expect(output?.entryPoint).toBe(functionEntry(name));
    const file = outputFiles.find(({ path }) => path.endsWith(`/out/${name}/function.cjs`));
    expect(file?.text).toMatch(/module\.exports=\{[^}]*handler/);
  });

  it('holds the replacements of the contract, never the replaced packages', () => {
    const inputs = Object.keys(output?.inputs ?? {});
    expect(inputs.filter((path) => path.includes('@aws-sdk/credential-provider-node/'))).toEqual([]);
    expect(output?.imports.map(({ path }) => path)).not.toContain('node:http');
  });

  it('imports nothing at run time but Node’s own modules and chunks beside it', () => {
    const others = output?.imports.filter(({ path }) => !/^(node:)?[a-z_/0-9]+$/.test(path));
    expect(others?.map(({ path }) => path)).toEqual(output && chunksOf(output));
  });

  it('holds neither zod, Stripe and the client of Valkey, nor the checks of objectives', () => {
    const held = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    const unused = /node_modules\/(?:zod|stripe|iovalkey)\/|lib\/slo\/check-objectives/;
    expect(held.map(([path]) => path).filter((path) => unused.test(path))).toEqual([]);
  });
});

describe.each(Object.entries(bundling.chunks))('chunk %s', (name, entry) => {
  it('holds packages only, because a module of the project would exist twice', async () => {
    const { metafile } = await build({ ...chunkBuildOptions('out'), write: false, metafile: true });
    const inputs = Object.keys(metafile.outputs[`out/${name}.mjs`]?.inputs ?? {});
    expect(inputs.filter((path) => !path.includes('node_modules/'))).toEqual([entry]);
  });

  it('is loaded by a function at least', () => {
    const loaded = Object.values(outputs).flatMap(chunksOf);
    expect(loaded).toContain(`./${name}.mjs`);
  });
});

describe('a module that uses an export which a replacement lacks', () => {
  it('does not bundle', async () => {
    const contents = "import * as z from 'zod'; export const schema = z.templateLiteral(['a']);";
    const options = { ...buildOptions([], 'out'), write: false, logLevel: 'silent' } as const;
    const { outdir, outExtension, entryPoints, ...rest } = options;
    const bundle = build({ ...rest, stdin: { contents, resolveDir: options.absWorkingDir } });
    await expect(bundle).rejects.toThrow('templateLiteral');
  });
});
