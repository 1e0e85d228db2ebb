/** What a resource of a template says about its price. */
export interface PricedResource {
  readonly Type: string;
  readonly Properties?: {
    readonly Metrics?: readonly { readonly MetricStat?: unknown }[];
  };
}

/** What a month of watching costs, in dollars, and what for. */
export interface MonitoringPrice {
  readonly alarms: number;
  /** Metrics that the alarms look at: each is paid for once per alarm. */
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

/** Price of the alarms, dashboards and keys of a template. Notifications, and what is looked up by hand, come on top. */
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

/** The price in a line; empty for a template that watches nothing. */
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
        '  not in it: custom metrics (docs/metrics.md), notifications' +
          (signals === 0 ? '' : `, ${signals} objectives in Application Signals`),
      ];
