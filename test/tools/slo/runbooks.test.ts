import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { RunbookError } from '../../../tools/slo/command/runbook-error.ts';
import { runbookFiles, runbookOpening, withOpening } from '../../../tools/slo/runbooks.ts';
import { anObjective } from '../../builders/an-objective.ts';

const objective = anObjective({ target: '99.95', windowDays: 28, description: 'It costs $1 & works.' });

describe('withOpening', () => {
  it('puts the objective in the place of what it was, and leaves the rest', () => {
    const text = '# Title\n\n**99 % in 30 days:** It works.\n\nMore.\n';
    expect(withOpening(text, objective)).toBe(`# Title\n\n${runbookOpening(objective)}\n\nMore.\n`);
  });

  it('changes nothing when it is done again', () => {
    const once = withOpening('**99 % in 30 days:** It works.\n', objective);
    expect(withOpening(once, objective)).toBe(once);
  });

  it('refuses a runbook that does not say what it is about', () => {
    expect(() => withOpening('# Title\n', objective)).toThrow(
      new RunbookError(
        'docs/runbooks/slo-availability.md does not name its objective: write "**99.95 % in 28 days:** It costs $1 & works." in a line of its own, under the title',
      ),
    );
  });
});

describe('runbookFiles', () => {
  it('are those of the objectives', () => {
    expect(Object.keys(runbookFiles)).toEqual(Object.values(slos).map(({ runbook }) => runbook));
  });
});
