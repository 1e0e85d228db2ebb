import { type DashboardWidget, widgetsOf } from '../../../infra/monitoring/limits/dashboard-limits.ts';
import { plainText } from '../../../infra/monitoring/limits/plain-text.ts';
import { theOnly } from './cloudformation.ts';
import { synthesized } from './synthesized.ts';

const [, { Properties }] = theOnly(synthesized().monitoring, 'AWS::CloudWatch::Dashboard');

/** The widgets of the dashboard. */
export const dashboard: readonly DashboardWidget[] = widgetsOf(plainText(Properties.DashboardBody));

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
  const start = dashboard.findIndex((widget) => textOf(widget).startsWith(`## ${title}`));
  const length = dashboard.slice(start + 1).findIndex((widget) => widget.type === 'text');
  return dashboard.slice(start, start + 1 + length);
};
