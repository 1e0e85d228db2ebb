import { describe, expect, it } from 'vitest';
import { type ErrorCode, type ErrorEntry, errorRegistry } from '../../../../lib/contract/errors/registry.ts';

/** Written out a second time, from DESIGN.md. */
const statuses: Record<ErrorCode, number> = {
  'ORD-001': 404,
  'ORD-002': 400,
  'ORD-003': 409,
  'ORD-004': 409,
  'ORD-005': 402,
  'ORD-006': 422,
  'ORD-007': 409,
  'ORD-008': 409,
  'ORD-009': 409,
  'PAY-001': 429,
  'PRD-001': 404,
  'PRD-002': 409,
  'PRD-003': 412,
  'PRD-004': 409,
  'API-001': 404,
  'VAL-001': 400,
  'VAL-002': 415,
  'VAL-003': 400,
  'IDM-001': 400,
  'IDM-002': 422,
  'IDM-003': 409,
  'AUT-001': 401,
  'AUT-002': 403,
  'SYS-001': 500,
  'SYS-002': 503,
  'SYS-003': 504,
  'SYS-004': 503,
};

const entries = Object.entries(errorRegistry) as [ErrorCode, ErrorEntry][];

describe('errorRegistry', () => {
  it('has the codes of the API and no others', () => {
    expect(Object.keys(errorRegistry)).toEqual(Object.keys(statuses));
  });

  it.each(entries)('answers %s with its status', (code, { status }) => {
    expect(status).toBe(statuses[code]);
  });

  it.each(entries)('spends error budget on %s exactly when the service is to blame', (_, entry) => {
    expect(entry.spendsErrorBudget).toBe(entry.status >= 500);
  });

  it.each(entries)('logs %s as a warning unless it is unexpected', (code, { logLevel }) => {
    expect(logLevel).toBe(code === 'SYS-001' ? 'error' : 'warn');
  });

  it('has a message and a description of its own for each code', () => {
    for (const property of ['message', 'when'] as const) {
      expect(new Set(entries.map(([, entry]) => entry[property])).size).toBe(entries.length);
    }
  });

  it('does not compile without an entry for every code', () => {
    const { 'ORD-004': _, ...incomplete } = errorRegistry;
    // @ts-expect-error: ORD-004 is missing
    const registry: Record<ErrorCode, ErrorEntry> = incomplete;
    expect(Object.keys(registry)).not.toContain('ORD-004');
  });

  it('does not compile with an entry that lacks a fact or has another log level', () => {
    const { spendsErrorBudget: _, ...incomplete } = errorRegistry['ORD-001'];
    // @ts-expect-error: spendsErrorBudget is missing
    const entry: ErrorEntry = incomplete;
    // @ts-expect-error: 'info' is no level of an error
    const quiet: ErrorEntry = { ...errorRegistry['ORD-001'], logLevel: 'info' };
    expect([entry.status, quiet.status]).toEqual([404, 404]);
  });
});
