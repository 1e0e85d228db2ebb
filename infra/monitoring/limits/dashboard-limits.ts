export interface DashboardWidget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly alarms?: readonly unknown[];
    readonly [property: string]: unknown;
  };
}

export interface DashboardProperties {
  readonly dashboardName?: string;
  readonly dashboardBody: string;
}

const most = { widgets: 500, metricsInWidget: 500, alarmsInWidget: 100, metrics: 2_500 } as const;
const columns = 24;
const legalName = /^[\w-]{1,255}$/;

export const widgetsOf = (dashboardBody: string): readonly DashboardWidget[] =>
  JSON.parse(dashboardBody).widgets;

const metricsIn = ({ properties }: DashboardWidget): number => properties.metrics?.length ?? 0;

const alarmsIn = ({ properties }: DashboardWidget): number => properties.alarms?.length ?? 0;

const placeOf = ({ x, y, properties }: DashboardWidget): string =>
  `widget "${properties.title ?? ''}" at ${x},${y}`;

const widgetProblems = (widget: DashboardWidget): string[] => [
  ...(metricsIn(widget) > most.metricsInWidget
    ? [`${placeOf(widget)} shows ${metricsIn(widget)} metrics, at most ${most.metricsInWidget} are allowed`]
    : []),
  ...(alarmsIn(widget) > most.alarmsInWidget
    ? [`${placeOf(widget)} shows ${alarmsIn(widget)} alarms, at most ${most.alarmsInWidget} are allowed`]
    : []),
  ...(widget.x + widget.width > columns ? [`${placeOf(widget)} ends beyond the ${columns} columns`] : []),
];

/** Problems of a dashboard that CloudWatch refuses and CDK accepts. */
export const dashboardProblems = ({ dashboardName, dashboardBody }: DashboardProperties): string[] => {
  const widgets = widgetsOf(dashboardBody);
  const metrics = widgets.reduce((sum, widget) => sum + metricsIn(widget), 0);
  return [
    ...(dashboardName === undefined || legalName.test(dashboardName)
      ? []
      : [`its name ${dashboardName} is not made of 1 to 255 letters, digits, - and _`]),
    ...(widgets.length > most.widgets
      ? [`it has ${widgets.length} widgets, at most ${most.widgets} are allowed`]
      : []),
    ...(metrics > most.metrics ? [`it shows ${metrics} metrics, at most ${most.metrics} are allowed`] : []),
    ...widgets.flatMap(widgetProblems),
  ];
};
