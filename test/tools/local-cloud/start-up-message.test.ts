import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  orderCommand,
  type StartUpFacts,
  startUpMessage,
} from '../../../tools/local-cloud/start-up-message.ts';

const facts: StartUpFacts = {
  url: 'http://127.0.0.1:3000',
  functionCount: 7,
  database: 'data kept in memory',
  token: 'aaa.bbb.ccc',
  idempotencyKey: '1850a9d3-28a6-42c3-a144-12b950d36083',
  sku: 'TEA-001',
  startedInMs: 1_740,
};

describe('orderCommand', () => {
  it.skipIf(process.platform === 'win32')('is one shell line that says the same to curl', () => {
    const curl = `curl() { for argument; do printf '%s\\n' "$argument"; done; }\n${orderCommand(facts)}`;
    expect(execFileSync('sh', ['-c', curl], { encoding: 'utf8' }).trimEnd().split('\n')).toEqual([
      '-i',
      'http://127.0.0.1:3000/api/v1/orders',
      '-H',
      'Authorization: Bearer aaa.bbb.ccc',
      '-H',
      'Idempotency-Key: 1850a9d3-28a6-42c3-a144-12b950d36083',
      '-H',
      'Content-Type: application/json',
      '-d',
      '{"items":[{"sku":"TEA-001","quantity":2}],"source":"web"}',
    ]);
  });
});

describe('startUpMessage', () => {
  it('says where the service is, what runs, how to order and how to stop', () => {
    const message = startUpMessage(facts);
    expect(message).toContain('ready at http://127.0.0.1:3000 (1.7 s)');
    expect(message).toContain('7 functions');
    expect(message).toContain('data kept in memory');
    expect(message).toContain(`\n${orderCommand(facts)}\n`);
    expect(message).toContain('Ctrl-C');
  });
});
