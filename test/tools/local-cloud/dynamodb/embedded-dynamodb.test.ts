import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type EmbeddedDynamoDb,
  startEmbeddedDynamoDb,
} from '../../../../tools/local-cloud/dynamodb/embedded-dynamodb.ts';
import { findFreePort } from '../../../../tools/local-cloud/dynamodb/free-port.ts';
import { runs } from '../../../harness/local-cloud/run-script.ts';

const answers = async (endpoint: string): Promise<boolean> => {
  const answer = await fetch(endpoint).catch(() => undefined);
  return (await answer?.text())?.startsWith('healthy') ?? false;
};

describe('startEmbeddedDynamoDb', () => {
  let database: EmbeddedDynamoDb | undefined;
  let parent: ChildProcess | undefined;
  afterEach(async () => {
    await database?.stop();
    database = undefined;
    parent?.kill('SIGKILL');
  });

  it('answers at its endpoint until it is stopped', async () => {
    database = await startEmbeddedDynamoDb();
    const { endpoint, processId } = database;
    expect(await answers(endpoint)).toBe(true);
    await database.stop();
    expect(await answers(endpoint)).toBe(false);
    expect(runs(processId)).toBe(false);
  });

  it('takes another port when somebody was faster', async () => {
    const rival = createServer().listen(0, '127.0.0.1');
    await once(rival, 'listening');
    const taken = (rival.address() as { port: number }).port;
    const ports = [taken, await findFreePort()];
    database = await startEmbeddedDynamoDb({ findPort: async () => ports.shift() ?? 0 });
    expect(database.endpoint).not.toContain(String(taken));
    expect(await answers(database.endpoint)).toBe(true);
    rival.close();
  });

  it('gives up with one line when no port can be had', async () => {
    const rival = createServer().listen(0, '127.0.0.1');
    await once(rival, 'listening');
    const { port } = rival.address() as { port: number };
    await expect(startEmbeddedDynamoDb({ findPort: async () => port })).rejects.toThrow(
      /^The embedded DynamoDB does not start: .*already in use/,
    );
    rival.close();
  });

  it('tells when it ends by itself', async () => {
    database = await startEmbeddedDynamoDb();
    process.kill(database.processId, 'SIGKILL');
    await database.ended;
    expect(runs(database.processId)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('does not outlive a parent that is killed', async () => {
    const holder = fileURLToPath(new URL('../../../harness/local-cloud/database-holder.ts', import.meta.url));
    parent = spawn(process.execPath, [holder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [text] = await once(parent.stdout ?? parent, 'data');
    const processId = Number(String(text));
    expect(runs(processId)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(runs(processId)).toBe(false), { timeout: 5_000 });
  });
});
