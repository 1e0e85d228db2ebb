import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { createEventRecord } from '../../../scripts/gameday/event-record.ts';
import { predictedAlerts } from '../../../scripts/gameday/predicted-alerts.ts';

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

describe('predictedAlerts', () => {
  it('plays to the simulator what customers saw, an hour as a minute', () => {
    const page = predictedAlerts(outage(), 90, [availability]).find(
      ({ alert }) => alert === 'availability-page-1h',
    );
    // 0.864 s until 1.44 % of a minute's events are bad; 4.928 s until no more than that of five seconds' are.
    expect(page).toEqual({ alert: 'availability-page-1h', firesAt: 61, clearsAt: 75 });
  });

  it('predicts nothing for an objective without a bad event', () => {
    expect(predictedAlerts(outage(), 90).filter(({ alert }) => !alert.startsWith('availability'))).toEqual(
      [],
    );
  });
});

describe('createEventRecord', () => {
  it('counts events by objective and outcome', () => {
    expect([outage().count('availability', 'good'), outage().count('availability', 'bad')]).toEqual([
      800, 100,
    ]);
  });

  it('keeps the number of events in each quarter of a second', () => {
    const record = createEventRecord();
    for (const at of [0, 0.1, 0.3]) record.add('availability', 'good', at);
    expect(record.incident('availability', 1).phases).toEqual([
      { seconds: 0.25, goodPerMinute: 480, badPerMinute: 0 },
      { seconds: 0.25, goodPerMinute: 240, badPerMinute: 0 },
      { seconds: 0.5, goodPerMinute: 0, badPerMinute: 0 },
    ]);
  });
});
