import { describe, expect, it } from 'vitest';
import { sloIds } from '../../../../lib/contract/slos.ts';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { gameDayCommand } from '../../../../tools/slo/gameday/command-line.ts';
import { createEventRecord } from '../../../../tools/slo/gameday/event-record.ts';
import { gameDayIncidents } from '../../../../tools/slo/gameday/incidents.ts';
import { gameDayReport } from '../../../../tools/slo/gameday/report.ts';
import { runScript } from '../../../harness/local-cloud/run-script.ts';

const optionsOf = (...args: string[]) => parseCommandLine(gameDayCommand, args, {}).options;

describe('command line of npm run gameday', () => {
  it('plays every incident and writes the report to .local by default', () => {
    expect(optionsOf()).toEqual({ quick: false, report: '.local/gameday/report.md' });
    expect(optionsOf('--quick', '--report', 'a.md')).toEqual({ quick: true, report: 'a.md' });
  });

  it.each([
    [['--slow'], "Unknown option '--slow'"],
    [['--report', 'a.txt'], '--report is "a.txt". Set it to a .md file.'],
  ])('refuses %j of a game day', (args, message) => {
    expect(() => optionsOf(...args)).toThrow(message);
  });
});

describe('npm run gameday', () => {
  it('states the installation of Prometheus where it is missing', async () => {
    const { code, stderr } = await runScript('slo/gameday.ts', ['--quick'], { PATH: '' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Prometheus is not installed\. /);
  });
});

describe('incidents of a game day', () => {
  it('burn every objective', () => {
    expect(new Set(gameDayIncidents.flatMap(({ slos }) => slos))).toEqual(new Set(sloIds));
  });
});

describe('gameDayReport', () => {
  it('compares predicted and observed times', () => {
    const [incident] = gameDayIncidents;
    if (!incident) throw new Error('there is no incident');
    const predicted = { alert: 'a', firesAt: 10, clearsAt: 20 };
    const report = gameDayReport(
      {
        epoch: 0,
        seconds: 30,
        incidents: [{ ...incident, beganAt: 9, endedAt: 15 }],
        record: createEventRecord(),
        lagSeconds: 0.25,
        toleranceSeconds: 1,
        comparisons: [
          { alert: 'a', predicted, observed: { alert: 'a', firesAt: 11.5 }, agrees: false },
          { alert: 'b', observed: { alert: 'b', firesAt: 1 }, agrees: false },
        ],
        tallies: [
          {
            slo: 'availability',
            felt: { good: 7, bad: 2 },
            unseen: { good: 1, bad: 0 },
            counted: { good: 8, bad: 2 },
            agrees: true,
          },
        ],
      },
      'gameday.svg',
    );
    expect(report).toContain('**0 of 2 agree.**');
    expect(report).toContain('![Burn rates over time](gameday.svg)');
    expect(report).toContain('| `a` | 10.0 s | 11.5 s | 2.5 s | 1.5 s | 20.0 s | not yet |  | **no** |');
    expect(report).toContain('| availability | 7 good, 2 bad | 1 good, 0 bad | 8 good, 2 bad | yes |');
    expect(report).toContain('| `b` | never | 1.0 s |  |  |  | not yet |  | **no** |');
  });
});
