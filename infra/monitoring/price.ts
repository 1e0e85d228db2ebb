/** The properties of a resource that determine its price. */
export interface PricedResource {
  readonly Type: string;
  readonly Properties?: {
    readonly Metrics?: readonly { readonly MetricStat?: unknown }[];
  };
}

/** Price of a month of monitoring in dollars, with the counts that it comes from. */
export interface MonitoringPrice {
  readonly alarms: number;
  /** Metrics of the alarms: each is charged once per alarm. */
  readonly alarmMetrics: number;
  readonly composites: number;
  readonly dashboards: number;
  readonly keys: number;
  /** Objectives in Application Signals, which are paid for by use and not in `dollars`. */
  readonly signals: number;
  readonly dollars: number;
}

/** List prices per month in us-east-1, without free tiers. https://aws.amazon.com/cloudwatch/pricing/ */
const list = { alarmMetric: 0.1, composite: 0.5, dashboard: 3, key: 1 } as const;

const metricsOf = ({ Properties }: PricedResource): number =>
  Properties?.Metrics?.filter(({ MetricStat }) => MetricStat !== undefined).length ?? 1;

/** Price of the alarms, dashboards and keys of a template. Notifications and ad hoc queries are not included. */
export const monitoringPrice = (resources: readonly PricedResource[]): MonitoringPrice => {
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  const alarms = ofType('AWS::CloudWatch::Alarm');
  const counts = {
    alarms: alarms.length,
    alarmMetrics: alarms.reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    composites: ofType('AWS::CloudWatch::CompositeAlarm').length,
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    keys: ofType('AWS::KMS::Key').length,
    signals: ofType('AWS::ApplicationSignals::ServiceLevelObjective').length,
  };
  const dollars =
    counts.alarmMetrics * list.alarmMetric +
    counts.composites * list.composite +
    counts.dashboards * list.dashboard +
    counts.keys * list.key;
  return { ...counts, dollars };
};

/** The price in words; empty for a template without monitoring. */
export const describeMonitoringPrice = ({
  alarms,
  alarmMetrics,
  composites,
  dashboards,
  keys,
  signals,
  dollars,
}: MonitoringPrice): string[] =>
  alarms + composites + dashboards === 0
    ? []
    : [
        `  monitoring: $${dollars.toFixed(2)} a month (${alarms} alarms on ${alarmMetrics} metrics, ${composites} composites, ${dashboards} dashboards, ${keys} key; list prices of us-east-1, no free tier)`,
        '  not included: custom metrics (docs/metrics.md), notifications' +
          (signals === 0 ? '' : `, ${signals} objectives in Application Signals`),
      ];
