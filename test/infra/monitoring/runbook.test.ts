import { describe, expect, it } from 'vitest';
import { objectiveSection, runbookLink } from '../../../infra/monitoring/runbook.ts';

describe('runbookLink', () => {
  it('can be followed where the runbook has an address', () => {
    expect(runbookLink('Runbook', 'https://wiki.example.com/a.md#page')).toBe(
      '[Runbook](https://wiki.example.com/a.md#page)',
    );
  });

  it('is the path where CloudWatch would make a dead link of it', () => {
    expect(runbookLink('Runbook', 'docs/runbooks/a.md#page')).toBe('Runbook: `docs/runbooks/a.md#page`');
  });
});

describe('objectiveSection', () => {
  it('is the section of a file in the folder of the runbooks', () => {
    expect(objectiveSection({ runbook: 'docs/runbooks/slo-a.md' }, 'page')).toBe('slo-a.md#page');
  });

  it.each(['docs/slo-a.md', 'docs/runbooks/slo-a.txt'])('refuses %s', (runbook) => {
    expect(() => objectiveSection({ runbook }, 'page')).toThrow('is not a runbook');
  });
});
