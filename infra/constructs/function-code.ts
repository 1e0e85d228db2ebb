import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { AssetHashType } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunctions, projectRoot } from '../packaging/bundle-functions.ts';
import { addCodeCaches, codeCacheProblem, loadFunctions, sourceHash } from '../packaging/code-cache.ts';
import { type LambdaArchitecture, lambdaNodeOptions } from '../packaging/lambda-node.ts';

/** Where a function's code comes from, by the function's name. */
export type FunctionCode = (functionName: string) => Code;

/** `v8.cachedDataVersionTag()` of a process with Lambda's options. */
const versionTag = (): string =>
  execFileSync(process.execPath, [...lambdaNodeOptions, '-p', 'v8.cachedDataVersionTag()'], {
    encoding: 'utf8',
  }).trim();

/**
 * Packages functions for an architecture: bundles, and the code that V8 compiles of them where this machine can.
 * The hash of a package covers its sources, Node's version and V8's tag: compiled code differs each time it is made.
 * @param warn receives the reason why there is no compiled code.
 * @throws when a source does not exist or does not bundle, and when a function does not load.
 */
export const bundledCode = async (
  functionNames: readonly string[],
  architecture: LambdaArchitecture,
  warn: (text: string) => void,
): Promise<FunctionCode> => {
  const functions = await bundleFunctions(functionNames, join(projectRoot, '.build', 'functions'));
  const problem = codeCacheProblem(architecture);
  const made = problem === undefined ? [process.version, versionTag()] : ['not compiled'];
  if (problem === undefined) {
    await addCodeCaches(functions, join(projectRoot, '.build', 'code-caches'), made.join(' '));
  } else {
    loadFunctions(functions);
    warn(problem);
  }
  const hashes = new Map(
    await Promise.all(
      functions.map(async ({ functionId, directory }) => {
        return [functionId, { directory, assetHash: await sourceHash(directory, ...made) }] as const;
      }),
    ),
  );
  return (functionName) => {
    const found = hashes.get(functionName);
    if (!found) throw new Error(`${functionName} is not packaged`);
    return Code.fromAsset(found.directory, {
      assetHash: found.assetHash,
      assetHashType: AssetHashType.CUSTOM,
    });
  };
};
