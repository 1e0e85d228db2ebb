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
  }).find(({ alert }) => alert === 'availability-page-1h');

describe('predictedAlerts', () => {
  it('has an alert fire and clear at the first evaluation that can know', () => {
    // 11 of the 590 events from the first to the last scrape of a minute are bad: 1.86 %, and 1.44 % is too much. The
    // last bad event, of second 69.9, is in the scrape of 70.05, the first one in the window of the evaluation at 74.5.
    expect(fastPage()).toEqual({ alert: 'availability-page-1h', firesAt: 61.5, clearsAt: 74.5 });
  });

  it('goes by the last scrape before an evaluation', () => {
    // 8 of 590 events are bad in the scrape of 60.75; in that of 60.95 it is 10.
    const phases: readonly [scrapes: number, evaluations: number][] = [
      [0.75, 0.5],
      [0.95, 0.9],
    ];
    expect(phases.map((phase) => fastPage({ rhythm: rhythmOf(...phase) })?.firesAt)).toEqual([62.5, 61.9]);
  });

  it('waits until events are counted', () => {
    expect([0.1, 0.3, 1.3].map((lagSeconds) => fastPage({ lagSeconds })?.firesAt)).toEqual([
      61.5, 62.5, 63.5,
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

  it('keeps when each came about', () => {
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
