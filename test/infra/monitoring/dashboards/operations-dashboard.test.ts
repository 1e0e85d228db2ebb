import { describe, expect, it } from 'vitest';
import { lowestRatio } from '../../../../infra/monitoring/dashboards/slo-section.ts';
import { plainText } from '../../../../infra/monitoring/limits/plain-text.ts';
import { metrics } from '../../../../lib/contract/metrics.ts';
import { routeEntries } from '../../../../lib/contract/routes.ts';
import { dependencies } from '../../../../lib/contract/service.ts';
import { slos } from '../../../../lib/contract/slos.ts';
import { resourcesOf } from '../../../harness/infra/cloudformation.ts';
import { dashboard, linesOf } from '../../../harness/infra/dashboard-bodies.ts';
import { synthesized } from '../../../harness/infra/synthesized.ts';

const widgets = dashboard;
const titled = (title: string) => {
  const found = widgets.find(({ properties }) => properties.title === title);
  if (found === undefined) throw new Error(`there is no ${title}`);
  return found;
};
const labels = (title: string) => linesOf(titled(title)).map(({ line }) => line.label);

describe('dashboard', () => {
  it('begins with every alarm that notifies, and shows the active ones', () => {
    const { monitoring } = synthesized();
    const telling = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm']
      .flatMap((type) => resourcesOf(monitoring, type))
      .filter(([, { Properties }]) => Properties.AlarmActions !== undefined)
      .map(([id]) => plainText({ 'Fn::GetAtt': [id, 'Arn'] }));
    const [first] = widgets;
    expect(first).toMatchObject({
      type: 'alarm',
      y: 0,
      properties: { states: ['ALARM', 'INSUFFICIENT_DATA'] },
    });
    expect([...(first?.properties.alarms ?? [])].sort()).toEqual(telling.sort());
  });

  it.each(['p50', 'p90', 'p99'])(
    'shows the %s of the duration of every route whose requests are counted',
    (statistic) => {
      const counted = routeEntries.filter(([, route]) => !('uncounted' in route)).map(([id]) => id);
      expect(labels(`Duration by route, ${statistic}`)).toEqual(counted);
    },
  );

  it('shows the circuit of every dependency', () => {
    expect(labels('Circuits opened')).toEqual([...dependencies]);
  });

  it('names the figures that are found elsewhere', () => {
    const texts = widgets.map(({ properties }) => String(properties['markdown'] ?? '')).join('\n');
    expect(texts).toContain('order_service_metrics_last_ingested_timestamp_seconds');
  });
});

describe('section of the business', () => {
  const graphs = dashboard;
  const shown = (title: string) => {
    const lines = graphs.filter(({ properties }) => properties.title === title).flatMap(linesOf);
    const drawn = lines.filter(({ line }) => line.visible !== false).map(({ line }) => line.label);
    return { drawn, from: lines.filter(({ path }) => path[1] === 'orders_created_total').length };
  };

  it('adds up the orders of each source and of each kind of customer', () => {
    const { source, customer_type } = metrics.orders_created_total.labels;
    const from = source.length * customer_type.length;
    expect(shown('Orders by source')).toEqual({ drawn: [...source], from });
    expect(shown('Orders by customer type')).toEqual({ drawn: [...customer_type], from });
  });

  it('shows the target of payments within its axis', () => {
    const payments = graphs.find(({ properties }) => properties.title === 'Successful payments');
    const { target } = slos['payment-success'];
    expect(payments?.properties).toMatchObject({
      yAxis: { left: { min: lowestRatio({ target }) } },
      annotations: { horizontal: [{ value: Number(target) }] },
    });
    expect(lowestRatio({ target })).toBeLessThan(Number(target));
    expect(lowestRatio({ target: '80' })).toBe(0);
  });

  it.each([
    ['over time', 'Unpaid orders'],
    ['as they are now', 'Unpaid orders now'],
  ])(
    'shows %s the orders that wait for their payment, as the greatest number of five minutes',
    (_, title) => {
      const widgets = graphs.filter(({ properties }) => properties.title === title);
      expect(widgets.flatMap(linesOf)).toMatchObject([
        {
          path: [expect.stringContaining('OrderService'), 'orders_pending', 'service', 'order-service'],
          line: { stat: 'Maximum' },
        },
      ]);
      expect(widgets[0]?.properties).not.toHaveProperty('setPeriodToTimeRange');
    },
  );
});
