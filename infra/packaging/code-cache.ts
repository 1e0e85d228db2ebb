import { fork, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LambdaArchitecture, lambdaNodeOptions, machineArchitecture } from './lambda-node.ts';

const compiler = fileURLToPath(new URL('compile-function.ts', import.meta.url));
const loadCheck = fileURLToPath(new URL('load-functions.ts', import.meta.url));

/** A function as it is deployed: a directory with its loader, its script and the chunks that it may load. */
export interface PackagedFunction {
  readonly functionId: string;
  readonly directory: string;
}

/** Why functions of an architecture have no compiled code when they are packaged here; `undefined` when they have. */
export const codeCacheProblem = (architecture: LambdaArchitecture): string | undefined =>
  machineArchitecture === architecture
    ? undefined
    : `no compiled code in the packages: they are for ${architecture}, and this machine is ${machineArchitecture ?? 'of another kind'}. ` +
      `Cold starts take longer; package on a machine with ${architecture} to avoid it.`;

/** Identifies everything that decides about the compiled code, without compiling it. */
export const sourceHash = async (directory: string, ...more: readonly string[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of (await readdir(directory)).sort()) {
    if (file !== 'function.cache') hash.update(file).update(await readFile(join(directory, file)));
  }
  for (const text of more) hash.update(text);
  return hash.digest('hex');
};

/**
 * Writes `function.cache` into the directory of a function: the code that V8 compiles while the function loads and
 * handles two requests against stand-ins.
 * @param nodeOptions of the process that will load the function; V8 compares a part of them.
 * @returns the status codes of the requests.
 * @throws {Error} when the function does not load.
 */
export const compileFunction = async (
  { functionId, directory }: PackagedFunction,
  nodeOptions: readonly string[] = lambdaNodeOptions,
): Promise<readonly unknown[]> => {
  const child = fork(compiler, [functionId, directory], {
    execArgv: [...nodeOptions],
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  let outcomes: readonly unknown[] = [];
  child.on('message', (message: { readonly outcomes: readonly unknown[] }) => {
    outcomes = message.outcomes;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${functionId} does not load when it is packaged:\n${errors}`);
  return outcomes;
};

/**
 * Loads functions one after the other, as a deployment without compiled code would for the first time.
 * @throws {Error} when one does not load.
 */
export const loadFunctions = (functions: readonly PackagedFunction[]): void => {
  const parameters = functions.flatMap(({ functionId, directory }) => [functionId, directory]);
  const { status, stderr } = spawnSync(process.execPath, [loadCheck, ...parameters], {
    env: {},
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`a function does not load when it is packaged:\n${stderr}`);
};

/**
 * Gives packaged functions their compiled code. Code of unchanged sources is taken from `cacheDirectory`.
 * @param tag `v8.cachedDataVersionTag()` of Lambda's options.
 */
export const addCodeCaches = async (
  functions: readonly PackagedFunction[],
  cacheDirectory: string,
  tag: string,
): Promise<void> => {
  await mkdir(cacheDirectory, { recursive: true });
  const queue = [...functions];
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) {
      const compiled = join(next.directory, 'function.cache');
      const kept = join(cacheDirectory, await sourceHash(next.directory, process.version, tag));
      try {
        await copyFile(kept, compiled);
      } catch {
        await compileFunction(next);
        await copyFile(compiled, `${kept}.${process.pid}`);
        await rename(`${kept}.${process.pid}`, kept);
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
};
