import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { CommandError } from '../../../tools/command-line/command-error.ts';
import {
  runbookFiles,
  runbookFilesOf,
  runbookOpening,
  runbookParts,
  runbookSections,
  runbookSkeleton,
  withOpening,
} from '../../../tools/slo/runbooks.ts';
import { anObjective } from '../../builders/an-objective.ts';

const objective = anObjective({ target: '99.95', windowDays: 28, description: 'It costs $1 & works.' });

describe('withOpening', () => {
  it('replaces the objective and leaves the rest', () => {
    const text = '# Title\n\n**99 % in 30 days:** It works.\n\nMore.\n';
    expect(withOpening(text, objective)).toBe(`# Title\n\n${runbookOpening(objective)}\n\nMore.\n`);
  });

  it('changes nothing when it is done again', () => {
    const once = withOpening('**99 % in 30 days:** It works.\n', objective);
    expect(withOpening(once, objective)).toBe(once);
  });

  it('refuses a runbook that does not name its objective', () => {
    expect(() => withOpening('# Title\n', objective)).toThrow(
      new CommandError(
        'docs/runbooks/slo-availability.md does not name its objective: write "**99.95 % in 28 days:** It costs $1 & works." in a line of its own, under the title.',
      ),
    );
  });
});

describe('runbookFiles', () => {
  it('are those of the objectives', () => {
    expect(Object.keys(runbookFiles)).toEqual(Object.values(slos).map(({ runbook }) => runbook));
  });

  it('generate the skeleton of a missing runbook', () => {
    const missing = anObjective({ runbook: 'docs/runbooks/slo-nothing.md' });
    expect(runbookFilesOf([missing])['docs/runbooks/slo-nothing.md']?.()).toBe(runbookSkeleton(missing));
  });
});

describe('runbookSkeleton', () => {
  const skeleton = runbookSkeleton(objective);

  it('opens with the objective', () => {
    expect(skeleton.split('\n').slice(0, 3)).toEqual(['# Availability', '', runbookOpening(objective)]);
    expect(withOpening(skeleton, objective)).toBe(skeleton);
  });

  it('has a section for every kind of alert, with every part', () => {
    const [, ...sections] = skeleton.split('\n## ');
    expect(sections.map((section) => section.split('\n')[0])).toEqual([...runbookSections]);
    for (const section of sections) {
      for (const part of runbookParts) expect(section).toContain(`${part} To be written.`);
    }
  });
});
