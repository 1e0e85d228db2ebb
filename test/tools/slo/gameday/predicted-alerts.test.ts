import { describe, expect, it } from 'vitest';
import { type SloId, slos } from '../../../../lib/contract/slos.ts';
import { createEventRecord } from '../../../../tools/slo/gameday/event-record.ts';
import { type PredictionOptions, predictedAlerts } from '../../../../tools/slo/gameday/predicted-alerts.ts';

const availability = { ...slos.availability, target: '99.9', windowDays: 30, minBadEvents: 5 };

/** Ten good events a second for a minute, then as many bad ones for ten seconds, then good ones again. */
const outage = () => {
  const record = createEventRecord();
  for (let tenth = 0; tenth < 900; tenth += 1) {
    const at = tenth / 10;
    record.add('availability', at >= 60 && at < 70 ? 'bad' : 'good', at);
  }
  return record;
};

/** Once a second, so long after its beginning. */
const everySecond = (phase: number) => Array.from({ length: 90 }, (_, second) => second + phase);

const rhythmOf = (scrapePhase: number, evaluationPhase: number) => ({
  scrapes: everySecond(scrapePhase).map((at) => ({ at, storedAt: at + 0.01 })),
  evaluations: new Map<SloId, readonly number[]>([['availability', everySecond(evaluationPhase)]]),
});

const fastPage = (options: Partial<PredictionOptions> = {}) =>
  predictedAlerts({
    record: outage(),
    rhythm: rhythmOf(0.05, 0.5),
    lagSeconds: 0,
    objectives: [availability],
    ...options,
  }).find(({ alert }) => alert === 'availability-page');

describe('predictedAlerts', () => {
  it('has an alert fire and clear at the first evaluation after the scrape', () => {
    // 11 events are bad in the scrape of 61.05: enough for the guard, and 1.8 % of the 601 before it are over 0.6 %. In
    // the 20 s after the outage, the window that stands for half an hour still has bad events.
    expect(fastPage()).toEqual({ alert: 'availability-page', firesAt: 61.5 });
  });

  it('uses the last scrape before an evaluation', () => {
    // 8 events are bad in the scrape of 60.75, and 4 in that of 60.35, fewer than the guard asks for.
    const phases: readonly [scrapes: number, evaluations: number][] = [
      [0.35, 0.3],
      [0.75, 0.9],
    ];
    expect(phases.map((phase) => fastPage({ rhythm: rhythmOf(...phase) })?.firesAt)).toEqual([62.3, 60.9]);
  });

  it('waits until events are counted', () => {
    expect([0.1, 0.3, 1.3].map((lagSeconds) => fastPage({ lagSeconds })?.firesAt)).toEqual([
      61.5, 61.5, 62.5,
    ]);
  });

  it('predicts nothing for an objective without a bad event', () => {
    const record = createEventRecord();
    for (const at of everySecond(0)) record.add('availability', 'good', at);
    expect(fastPage({ record })).toBeUndefined();
  });
});

describe('createEventRecord', () => {
  it('counts events by objective and outcome', () => {
    expect([outage().count('availability', 'good'), outage().count('availability', 'bad')]).toEqual([
      800, 100,
    ]);
  });

  it('keeps the time of each event', () => {
    const record = createEventRecord();
    record.add('availability', 'good', 0.1);
    record.add('availability', 'bad', 0.3);
    expect(record.events('availability')).toEqual([
      { outcome: 'good', at: 0.1 },
      { outcome: 'bad', at: 0.3 },
    ]);
    expect(record.events('order-latency')).toEqual([]);
  });
});
