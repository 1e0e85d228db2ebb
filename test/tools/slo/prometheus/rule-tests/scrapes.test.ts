import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../../../tools/slo/alert-simulator/incident.ts';
import { scrapesOf } from '../../../../../tools/slo/prometheus/rule-tests/scrapes.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const hours = (count: number): Incident => ({
  id: 'it',
  title: 'it',
  phases: [{ seconds: count * 3_600, goodPerMinute: 1, badPerMinute: 0 }],
});

describe('scrapesOf', () => {
  it('leaves out every evaluation', () => {
    const scrapes = scrapesOf(anObjective(), hours(1), { scrapeSeconds: 60, evaluationSeconds: 300 });
    expect(scrapes.slice(0, 6)).toEqual([60, 120, 180, 240, 360, 420]);
  });

  it('leaves out the beginning of each range of an evaluation', () => {
    const scrapes = scrapesOf(anObjective(), hours(3), { scrapeSeconds: 60, evaluationSeconds: 10_800 });
    const missing = Array.from({ length: 181 }, (_, minute) => minute * 60).filter(
      (second) => !scrapes.includes(second),
    );
    // The ranges of 5 and 30 minutes, of 1 and 2 hours; all others begin at an evaluation.
    expect(missing).toEqual([0, 3_600, 7_200, 9_000, 10_500, 10_800]);
  });
});
