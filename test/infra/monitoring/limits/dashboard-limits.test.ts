import {
  AlarmStatusWidget,
  CfnDashboard,
  Dashboard,
  GraphWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';
import { aMetric, anAlarm, synthOf } from '../../../harness/infra/planted.ts';

const graphOf = (metrics: number, title = 'sales') =>
  new GraphWidget({ title, left: Array.from({ length: metrics }, (_, index) => aMetric(`m${index}`)) });

const withGraphs = (...metrics: number[]) =>
  synthOf((stack) => {
    new Dashboard(stack, 'board', { widgets: [metrics.map((count) => graphOf(count))] });
  });

const withTexts = (count: number) =>
  synthOf((stack) => {
    const texts = Array.from({ length: count }, () => new TextWidget({ markdown: 'text' }));
    new Dashboard(stack, 'board', { widgets: [texts] });
  });

const withAlarms = (count: number) =>
  synthOf((stack) => {
    const alarms = Array.from({ length: count }, (_, index) => anAlarm(stack, `a${index}`));
    new Dashboard(stack, 'board', { widgets: [[new AlarmStatusWidget({ title: 'on', alarms })]] });
  });

describe('limits of a dashboard', () => {
  it('allow 100 alarms in a widget, and refuse 101', () => {
    expect(withAlarms(100)).not.toThrow();
    expect(withAlarms(101)).toThrow(/widget "on" at 0,0 shows 101 alarms, at most 100/);
  });

  it('allow 500 widgets, and refuse 501', () => {
    expect(withTexts(500)).not.toThrow();
    expect(withTexts(501)).toThrow(/shop\/board\/Resource: it has 501 widgets, at most 500/);
  });

  it('allow 500 metrics in a widget, and refuse 501', () => {
    expect(withGraphs(500)).not.toThrow();
    expect(withGraphs(501)).toThrow(/widget "sales" at 0,0 shows 501 metrics, at most 500/);
  });

  it('allow 2,500 metrics in all, and refuse 2,501', () => {
    expect(withGraphs(500, 500, 500, 500, 500)).not.toThrow();
    expect(withGraphs(500, 500, 500, 500, 500, 1)).toThrow(/it shows 2501 metrics, at most 2500/);
  });

  it('refuse a name with a blank', () => {
    const named = synthOf((stack) => {
      new CfnDashboard(stack, 'board', { dashboardName: 'my board', dashboardBody: '{"widgets":[]}' });
    });
    expect(named).toThrow(/its name my board is not made of/);
  });

  it('refuse a widget beyond the last column', () => {
    const widget = { type: 'text', x: 20, y: 0, width: 6, height: 2, properties: { markdown: '' } };
    const wide = synthOf((stack) => {
      new CfnDashboard(stack, 'board', { dashboardBody: JSON.stringify({ widgets: [widget] }) });
    });
    expect(wide).toThrow(/widget "" at 20,0 ends beyond the 24 columns/);
  });
});
