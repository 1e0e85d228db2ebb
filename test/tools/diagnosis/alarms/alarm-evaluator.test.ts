import { describe, expect, it } from 'vitest';
import { type AlarmTemplate, alarmStates } from '../../../../tools/diagnosis/alarms/alarm-evaluator.ts';

const onSum = (rest: Partial<AlarmTemplate> = {}): AlarmTemplate => ({
  AlarmName: 'sales',
  Namespace: 'Shop',
  MetricName: 'sales',
  Period: 300,
  Statistic: 'Sum',
  ComparisonOperator: 'GreaterThanThreshold',
  Threshold: 10,
  EvaluationPeriods: 1,
  DatapointsToAlarm: 1,
  TreatMissingData: 'notBreaching',
  ...rest,
});

/** The minutes after which a state is another than before. */
const changes = (alarm: AlarmTemplate, values: (minute: number) => number | undefined, minutes: number) =>
  alarmStates(alarm, () => values, minutes).flatMap((state, index, states) =>
    state === (states[index - 1] ?? 'OK') ? [] : [`${index + 1} ${state}`],
  );

const burst = (from: number, to: number, value: number) => (minute: number) =>
  minute >= from && minute < to ? value : undefined;

describe('state of an alarm', () => {
  it('follows a window that slides from minute to minute', () => {
    const values = (minute: number) => (minute >= 10 && minute < 15 ? 4 : 0);
    expect(changes(onSum(), values, 30)).toEqual(['13 ALARM', '18 OK']);
  });

  it('needs its declared number of periods over the threshold', () => {
    const values = (minute: number) => (minute >= 10 ? 4 : 0);
    const alarm = onSum({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });
    expect(changes(alarm, values, 30)).toEqual(['18 ALARM']);
  });

  it('lives on older data for two periods when no new data comes', () => {
    expect(changes(onSum(), burst(10, 15, 20), 40)).toEqual(['11 ALARM', '30 OK']);
  });

  it.each([
    ['notBreaching', []],
    ['breaching', ['1 ALARM']],
    ['missing', ['1 INSUFFICIENT_DATA']],
    ['ignore', []],
  ])('without data follows the setting %s', (treatMissing, expected) => {
    expect(changes(onSum({ TreatMissingData: treatMissing }), () => undefined, 10)).toEqual(expected);
  });

  it('weighs the minutes of an average by their samples', () => {
    const average = onSum({ Statistic: 'Average', Threshold: 0.5 });
    const states = (bad: number, minuteOfMany: number) =>
      alarmStates(
        average,
        (_, statistic) => (minute) => {
          if (statistic === 'Sum') return minute === 0 ? bad : 0;
          return minute === minuteOfMany ? 9 : 1;
        },
        5,
      );
    expect(states(1, 0)).toEqual(Array(5).fill('OK'));
    expect(states(9, 0)).toEqual(Array(5).fill('ALARM'));
    expect(states(1, 4)).toEqual(['ALARM', 'OK', 'OK', 'OK', 'OK']);
  });

  it('is evaluated once an hour over more than a day', () => {
    const values = (minute: number) => (minute >= 70 && minute < 80 ? 4 : 0);
    expect(changes(onSum({ Period: 2 * 86_400 }), values, 200)).toEqual(['120 ALARM']);
  });
});
