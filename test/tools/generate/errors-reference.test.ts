import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gatewayAnswers } from '../../../lib/contract/api-gateway-answers.ts';
import { errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { errorsReference } from '../../../tools/generate/errors-reference.ts';

const documentedCodes = (text: string) =>
  [...text.matchAll(/^\| ([A-Z]{3}-\d{3}) \|/gm)].map(([, code]) => code);

describe('errorsReference', () => {
  it('documents every code of the registry once, and no other', () => {
    expect(documentedCodes(errorsReference())).toEqual(Object.keys(errorRegistry));
  });

  it('states both statuses of PRD-001 and API-001', () => {
    expect(errorsReference()).toContain('| PRD-001 | 404, 422 in an order |');
    expect(errorsReference()).toContain('| API-001 | 404, 405 for a wrong method |');
  });

  it('documents every answer of the gateway', () => {
    for (const { status, message } of Object.values(gatewayAnswers)) {
      expect(errorsReference()).toContain(`| ${status} | ${message} |`);
    }
  });

  it('states which codes spend error budget', () => {
    const spending = [...errorsReference().matchAll(/^\| (\S+) .*\| yes \|$/gm)].map(([, code]) => code);
    expect(spending).toEqual(['SYS-001', 'SYS-002', 'SYS-003', 'SYS-004']);
  });

  it('states the details and the retry advice of each code', () => {
    expect(errorsReference()).toMatch(
      /^\| PRD-003 \| .* \| `{ sku: string; etag\?: string }` \| never \| no \|$/m,
    );
    expect(errorsReference()).toMatch(/^\| ORD-005 \| .* \| `{ reason: string }` \| never \| no \|$/m);
    expect(errorsReference()).toMatch(/^\| SYS-002 \| .* \| {2}\| after Retry-After \| yes \|$/m);
    expect(errorsReference()).toMatch(/^\| 429 \| Too Many Requests \| .* \| same key \|$/m);
  });

  it('equals docs/errors.md', () => {
    expect(readFileSync('docs/errors.md', 'utf8')).toBe(errorsReference());
  });
});
