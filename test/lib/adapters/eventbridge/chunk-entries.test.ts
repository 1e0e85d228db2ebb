import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entrySize } from '../../../../lib/adapters/eventbridge/bus-entry.ts';
import { chunkEntries, requestLimits } from '../../../../lib/adapters/eventbridge/chunk-entries.ts';

const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
const sizeOf = (size: number) => size;

describe('chunkEntries', () => {
  it('keeps order and limits, and makes no request that the one before it had room for', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(requestLimits.bytes + 10), { maxLength: 60 }), (sizes) => {
        const chunks = chunkEntries(sizes, sizeOf);
        expect(chunks.flat()).toEqual(sizes);
        for (const [index, chunk] of chunks.entries()) {
          expect(chunk.length).toBeGreaterThan(0);
          expect(chunk.length).toBeLessThanOrEqual(10);
          if (chunk.length > 1) expect(sum(chunk)).toBeLessThanOrEqual(requestLimits.bytes);
          const next = chunks[index + 1]?.[0];
          if (next !== undefined && chunk.length < 10) {
            expect(sum(chunk) + next).toBeGreaterThan(requestLimits.bytes);
          }
        }
      }),
    );
  });
});

describe('entrySize', () => {
  const entry = { Source: 'order-service', DetailType: 'order.created', Detail: '{"name":"Tee"}' };

  it('counts bytes as EventBridge does', () => {
    expect(entrySize(entry)).toBe(13 + 13 + 14);
    expect(entrySize({ ...entry, Detail: '{"name":"Thé"}' })).toBe(13 + 13 + 15);
    expect(entrySize({ ...entry, Time: new Date(0) })).toBe(13 + 13 + 14 + 14);
    expect(entrySize({ ...entry, Resources: ['arn:1', 'arn:22'] })).toBe(13 + 13 + 14 + 11);
  });
});
