import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Handler = (event: object, context: object) => Promise<unknown>;

describe('handler of the local template', () => {
  let directory: string;
  let handler: Handler;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'local-handler-'));
    await copyFile('tools/sam/function/local.mjs', join(directory, 'local.mjs'));
    await writeFile(join(directory, 'index.mjs'), 'export const handler = async (...all) => all;');
    ({ handler } = await import(pathToFileURL(join(directory, 'local.mjs')).href));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('hands the claims of the Lambda authorizer on as those of a JWT authorizer', async () => {
    const verified = { claims: { sub: 'alice' }, scopes: ['orders:read'] };
    const event = { rawPath: '/', requestContext: { requestId: 'r', authorizer: { lambda: verified } } };
    expect(await handler(event, { functionName: 'f' })).toEqual([
      { rawPath: '/', requestContext: { requestId: 'r', authorizer: { jwt: verified } } },
      { functionName: 'f' },
    ]);
  });

  it.each([{ Records: [] }, { requestContext: {} }])('hands %j on as it is', async (event) => {
    expect(await handler(event, {})).toEqual([event, {}]);
  });
});
