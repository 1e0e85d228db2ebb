import { describe, expect, it } from 'vitest';
import { slos } from '../../../../../lib/contract/slos.ts';
import type { Objective } from '../../../../../lib/slo/objective.ts';
import { judgedGroups } from '../../../../../tools/slo/prometheus/rule-tests/judged-groups.ts';

const objective = (id: string): Objective => ({
  ...slos.availability,
  id,
  target: '99.9',
  windowDays: 30,
  minBadEvents: 5,
});

const incident = (minutes: number, badPerMinute: number) => ({
  id: 'it',
  title: 'it',
  phases: [{ seconds: minutes * 60, goodPerMinute: 10_000 - badPerMinute, badPerMinute }],
});

const looking = () => ({ scrapeSeconds: 60, evaluationSeconds: 300 });

describe('judgedGroups', () => {
  it('queries once for incidents that end together, of any objective and job', () => {
    const groups = judgedGroups(
      'alerts',
      [
        { objective: objective('a'), incident: incident(60, 0), job: 'x' },
        { objective: objective('b'), incident: incident(60, 0), job: 'y' },
      ],
      looking,
    );
    expect(groups).toEqual([
      {
        by: 'alertname, job',
        end: 3_600,
        firing: 'ALERTS{alertstate="firing",sloth_slo=~"a|b",job=~"x|y"}',
        alerts: [],
      },
    ]);
  });

  it('queries each end separately', () => {
    const groups = judgedGroups(
      'alerts',
      [
        { objective: objective('a'), incident: incident(60, 0) },
        { objective: objective('b'), incident: incident(90, 0) },
      ],
      looking,
    );
    expect(groups.map(({ end }) => end)).toEqual([3_600, 5_400]);
    expect(groups.map(({ firing }) => /slo=~"(.+?)"/.exec(firing)?.[1])).toEqual(['a', 'b']);
  });

  it('separates alerts of different jobs', () => {
    const groups = judgedGroups(
      'alerts',
      [
        { objective: objective('a'), incident: incident(60, 10_000), job: 'down' },
        { objective: objective('a'), incident: incident(60, 0), job: 'up' },
      ],
      looking,
    );
    const labels = groups.flatMap(({ alerts }) => alerts.map((alert) => alert.labels));
    expect(labels).toContainEqual({ alertname: 'a-page', job: 'down' });
    expect(labels.map(({ job }) => job)).not.toContain('up');
  });

  it('omits a pair at its threshold, where doubles may fall on either side', () => {
    const [group] = judgedGroups(
      'pairs',
      [{ objective: objective('a'), incident: incident(60, 144) }],
      looking,
    );
    expect(group?.firing).toContain('pair!~"a-page-1h"');
    expect(group?.alerts.map(({ labels }) => labels['pair'])).not.toContain('a-page-1h');
  });
});
