// `index.mjs` of a deployed function: runs the script beside it with the code that V8 compiled when the function was
// packaged. A cache that does not fit this process is left out.

import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { constants, Script } from 'node:vm';

const filename = join(import.meta.dirname, 'function.cjs');
// esbuild writes ASCII; a string of one byte per character is read without decoding.
const source = readFileSync(filename, 'latin1');

/** V8 checks the version and the flags, not the bytes: damaged code would end the process. */
const readCache = () => {
  try {
    const file = readFileSync(join(import.meta.dirname, 'function.cache'));
    const data = file.subarray(32);
    const digest = hash('sha256', data, 'buffer');
    return digest.equals(file.subarray(0, 32)) ? { data } : { problem: 'damaged' };
  } catch {
    return { problem: 'missing' };
  }
};

const { data: cachedData, problem } = readCache();
const script = new Script(`(function (exports, require, module) {${source}\n})`, {
  filename,
  cachedData,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
// The function logs it at its cold start.
process.env['CODE_CACHE'] = problem ?? (script.cachedDataRejected ? 'rejected' : 'accepted');

const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(filename), module);

export const { handler } = module.exports;
// An environment of provisioned concurrency starts long before its first request.
if (process.env['AWS_LAMBDA_INITIALIZATION_TYPE'] === 'on-demand') await module.exports.prime?.();

/** For the packaging: compiled code of everything that has run. */
export const createCachedData = () => script.createCachedData();
