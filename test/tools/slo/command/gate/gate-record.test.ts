import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readDecisions, recordDecision } from '../../../../../tools/slo/command/gate/gate-record.ts';

const aFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'below', 'gate.jsonl');
};

const passed = { at: '2026-07-01T12:00:00.000Z', decision: 'passed' as const, reasons: [] };
const overridden = {
  ...passed,
  decision: 'overridden' as const,
  reasons: ['a page fires'],
  override: 'repair',
};

describe('the record of the gate', () => {
  it('keeps decisions in their order', () => {
    const file = aFile();
    expect(readDecisions(file)).toEqual([]);
    recordDecision(file, passed);
    recordDecision(file, overridden);
    expect(readDecisions(file)).toEqual([passed, overridden]);
  });

  it('names a line that is no decision', () => {
    const file = aFile();
    recordDecision(file, passed);
    writeFileSync(file, 'nonsense\n', { flag: 'a' });
    expect(() => readDecisions(file)).toThrow(`Line 2 of ${file} is no decision of the gate.`);
  });
});
