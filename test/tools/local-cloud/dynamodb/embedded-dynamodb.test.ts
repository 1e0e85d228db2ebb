import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { eventsTable } from '../../../../lib/contract/tables.ts';
import { awsAccount } from '../../../../tools/local-cloud/aws-account.ts';
import { createTables } from '../../../../tools/local-cloud/dynamodb/create-tables.ts';
import {
  type EmbeddedDynamoDb,
  startEmbeddedDynamoDb,
} from '../../../../tools/local-cloud/dynamodb/embedded-dynamodb.ts';
import { findFreePort } from '../../../../tools/local-cloud/dynamodb/free-port.ts';
import { runs } from '../../../harness/local-cloud/run-script.ts';

const localAccount = { region: awsAccount.region, credentials: awsAccount.credentials };

/** Processor time that a process has used, in hundredths of a second. */
const cpuTicks = (processId: number): number => {
  const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(' ');
  return Number(fields[13]) + Number(fields[14]);
};

const multiplyStreamRecords = (file: string, count: number): void => {
  const columns = 'table_name, event_name, keys_json, new_image, shard_id, created_at';
  const sqlite = new DatabaseSync(file);
  sqlite.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    INSERT INTO _stream_records (${columns}, sequence_number)
    SELECT ${columns}, printf('%021d', i + 1000) FROM n, (SELECT * FROM _stream_records LIMIT 1)`);
  sqlite.close();
};

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

  it('takes another port when the first one is in use', async () => {
    const rival = createServer().listen(0, '127.0.0.1');
    await once(rival, 'listening');
    const taken = (rival.address() as { port: number }).port;
    const ports = [taken, await findFreePort()];
    database = await startEmbeddedDynamoDb({ findPort: async () => ports.shift() ?? 0 });
    expect(database.endpoint).not.toContain(String(taken));
    expect(await answers(database.endpoint)).toBe(true);
    rival.close();
  });

  it('ends with one line when no port is free', async () => {
    const rival = createServer().listen(0, '127.0.0.1');
    await once(rival, 'listening');
    const { port } = rival.address() as { port: number };
    await expect(startEmbeddedDynamoDb({ findPort: async () => port })).rejects.toThrow(
      /^The embedded DynamoDB does not start: .*already in use/,
    );
    rival.close();
  });

  it('reports when its process ends by itself', async () => {
    database = await startEmbeddedDynamoDb();
    process.kill(database.processId, 'SIGKILL');
    await database.ended;
    expect(runs(database.processId)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('does not outlive a parent that is killed', async () => {
    const holder = fileURLToPath(new URL('../../../harness/local-cloud/database-holder.ts', import.meta.url));
    parent = spawn(process.execPath, [holder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [text] = await once(parent.stdout ?? parent, 'data');
    const [processId, directory] = JSON.parse(String(text));
    expect(runs(processId)).toBe(true);
    expect(existsSync(directory)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(runs(processId)).toBe(false), { timeout: 5_000 });
    await vi.waitFor(() => expect(existsSync(String(directory))).toBe(false), { timeout: 5_000 });
  });

  it.skipIf(process.platform !== 'linux')(
    'takes no longer for a write when it holds many records',
    async () => {
      database = await startEmbeddedDynamoDb();
      const { endpoint, processId, file } = database;
      const client = new DynamoDBClient({ endpoint, ...localAccount });
      await createTables(client, { events: eventsTable });
      const write = () =>
        client.send(
          new PutItemCommand({ TableName: 'events', Item: { pk: { S: randomUUID() }, sk: { S: 'a' } } }),
        );
      const cpuTicksOfWrites = async () => {
        const before = cpuTicks(processId);
        for (let count = 0; count < 200; count += 1) await write();
        return cpuTicks(processId) - before;
      };
      await write();
      const atFirst = await cpuTicksOfWrites();
      multiplyStreamRecords(file, 10_000);
      expect(await cpuTicksOfWrites()).toBeLessThanOrEqual(3 * atFirst + 5);
      client.destroy();
    },
  );
});
