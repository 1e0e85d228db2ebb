import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../../infra/packaging/bundle-functions.ts';
import type { PackagedFunction } from '../../../infra/packaging/code-cache.ts';
import { environmentVariables as names } from '../../../lib/contract/service.ts';
import { runPackaged } from '../../harness/infra/packaged-function.ts';

describe('the start of a deployed function', () => {
  let root: string;
  let packaged: readonly PackagedFunction[];
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'priming-'));
    packaged = await bundleFunctions(['create-order', 'get-order', 'cancel-order', 'pay-order'], root);
  });
  afterAll(() => rm(root, { recursive: true }));

  const start = (functionId: string, environment: Readonly<Record<string, string>> = {}) => {
    const found = packaged.find((candidate) => candidate.functionId === functionId);
    return runPackaged(found as PackagedFunction, [], environment);
  };

  it('reads the catalogue, so that the first order is one operation', async () => {
    const { statusCode, operations } = await start('create-order');
    expect(statusCode).toBe(201);
    expect(operations).toEqual({
      init: ['Query'],
      first: ['TransactWriteItems'],
      warm: ['TransactWriteItems'],
    });
  });

  it.each(['get-order', 'cancel-order', 'pay-order'])('connects %s to the database', async (functionId) => {
    const { operations } = await start(functionId);
    expect(operations.init).toEqual(['GetItem']);
  });

  it('needs one round trip of get-order for a warm request', async () => {
    expect((await start('get-order')).operations.warm).toEqual(['GetItem']);
  });

  it('calls nothing with provisioned concurrency, whose environments start long before a request', async () => {
    const { statusCode, operations } = await start('create-order', {
      AWS_LAMBDA_INITIALIZATION_TYPE: 'provisioned-concurrency',
    });
    expect(statusCode).toBe(201);
    expect(operations).toEqual({
      init: [],
      first: ['BatchGetItem', 'TransactWriteItems'],
      warm: ['TransactWriteItems'],
    });
  });

  it('calls nothing when the function is only loaded, as in the local run', async () => {
    const { operations } = await start('create-order', { MODULE: 'function.cjs' });
    expect(operations.init).toEqual([]);
  });

  it('serves the first request when the database cannot be reached', async () => {
    const { statusCode, stderr } = await start('create-order', {
      [names.dynamodbEndpoint]: 'http://127.0.0.1:1',
    });
    expect(statusCode).toBe(503);
    expect(stderr).not.toContain('at file:');
  });
});
