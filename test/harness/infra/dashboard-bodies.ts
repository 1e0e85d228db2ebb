import { type DashboardWidget, widgetsOf } from '../../../infra/monitoring/limits/dashboard-limits.ts';
import { plainText } from '../../../infra/monitoring/limits/plain-text.ts';
import { resourcesOf } from './cloudformation.ts';
import { synthesized } from './synthesized.ts';

/** The widgets of a dashboard, by the dashboard's name without service and stage. */
export const dashboards: ReadonlyMap<string, readonly DashboardWidget[]> = new Map(
  resourcesOf(synthesized().monitoring, 'AWS::CloudWatch::Dashboard').map(([, { Properties }]) => [
    Properties.DashboardName.replace('order-service-dev-', ''),
    widgetsOf(plainText(Properties.DashboardBody)),
  ]),
);

export const dashboard = (name: 'operations' | 'business'): readonly DashboardWidget[] => {
  const widgets = dashboards.get(name);
  if (widgets === undefined) throw new Error(`there is no dashboard ${name}`);
  return widgets;
};

interface Line {
  readonly expression?: string;
  readonly label?: string;
  readonly period?: number;
  readonly stat?: string;
  readonly visible?: boolean;
}

/** A metric in a widget: where it comes from (nothing for an expression) and how it is drawn. */
export const linesOf = ({
  properties,
}: DashboardWidget): { readonly path: readonly string[]; readonly line: Line }[] =>
  (properties.metrics ?? []).map((entry) => {
    const line = (entry.findLast((part) => typeof part === 'object') ?? {}) as Line;
    return { path: entry.filter((part) => typeof part === 'string'), line };
  });

export const textOf = ({ properties }: DashboardWidget): string => String(properties['markdown'] ?? '');

/** Widgets of an objective's section: those from its text to the next one. */
export const sectionOf = (title: string): readonly DashboardWidget[] => {
  const widgets = dashboard('operations');
  const start = widgets.findIndex((widget) => textOf(widget).startsWith(`## ${title}`));
  const length = widgets.slice(start + 1).findIndex((widget) => widget.type === 'text');
  return widgets.slice(start, start + 1 + length);
};
