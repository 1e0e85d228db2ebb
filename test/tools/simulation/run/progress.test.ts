import { describe, expect, it } from 'vitest';
import { createProgress, type Extent } from '../../../../tools/simulation/run/progress.ts';

/** Text that a progress writes to a stream while the given time passes. */
const showing = (isTTY: boolean, extent: Extent) => {
  let now = 0;
  let written = '';
  const stream = {
    isTTY,
    write: (text: string) => {
      written += text;
      return true;
    },
  };
  const progress = createProgress(extent, stream as NodeJS.WriteStream, () => now);
  return {
    at(ms: number, done: number, violations = 0) {
      now = ms;
      written = '';
      progress.show(done, violations);
      return written;
    },
  };
};

describe('the progress of a run', () => {
  describe('when it goes to a terminal', () => {
    it('is one line with a bar, the rate, the violations and the time that is left', () => {
      const shown = showing(true, { histories: 1_000 }).at(10_000, 500, 1);
      expect(shown).toBe(
        `\r\u001b[K${'█'.repeat(15)}${'░'.repeat(15)} 500/1,000 histories, 50.0/s, 1 with violations, 10 s left`,
      );
    });

    it('is written five times a second at most', () => {
      const progress = showing(true, { histories: 1_000 });
      progress.at(1_000, 1);
      expect(progress.at(1_100, 2)).toBe('');
      expect(progress.at(1_200, 3)).toContain('3/1,000');
    });
  });

  describe('when it goes to a pipe', () => {
    it('is a line of plain text every ten seconds', () => {
      const progress = showing(false, { histories: 100_000 });
      expect(progress.at(9_000, 360)).toBe('');
      expect(progress.at(10_000, 400)).toBe(
        '400/100,000 histories, 40.0/s, 0 with violations, 42 min left\n',
      );
      expect(progress.at(19_000, 800)).toBe('');
    });
  });

  describe('when the run ends at a time', () => {
    it('shows the remaining time', () => {
      expect(showing(false, { untilMs: 180_000 }).at(60_000, 600)).toBe(
        '600 histories, 10.0/s, 0 with violations, 2 min left\n',
      );
    });
  });
});
