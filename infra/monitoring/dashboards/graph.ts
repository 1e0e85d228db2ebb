import type { Duration } from 'aws-cdk-lib';
import {
  GraphWidget,
  type GraphWidgetProps,
  type HorizontalAnnotation,
  type IMetric,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';

/** Widgets side by side; a dashboard has 24 columns. */
export type Row = readonly IWidget[];

export interface GraphOptions {
  readonly width: number;
  readonly unit?: string;
  readonly stacked?: boolean;
  /** Lines to be compared with. */
  readonly lines?: readonly HorizontalAnnotation[];
  /** Its own time range, such as `-P30D` until now, independent of the dashboard. */
  readonly since?: string;
  readonly period?: Duration;
  /** Lower end of the axis; 0 unless given, wherever the values are if `auto`. */
  readonly min?: number | 'auto';
  readonly max?: number;
}

const height = 6;

/** A graph over time. */
export const graph = (
  title: string,
  left: readonly IMetric[],
  { width, unit, stacked = false, lines = [], since, period, min = 0, max }: GraphOptions,
): GraphWidget => {
  const axis = {
    showUnits: false,
    ...(min !== 'auto' && { min }),
    ...(max !== undefined && { max }),
    ...(unit !== undefined && { label: unit }),
  };
  const range: Partial<GraphWidgetProps> = since === undefined ? {} : { start: since };
  return new GraphWidget({
    title,
    left: [...left],
    width,
    height,
    stacked,
    leftAnnotations: [...lines],
    leftYAxis: axis,
    ...range,
    ...(period && { period }),
  });
};

/** A heading over the whole width, with what there is to say about the rows below. */
export const heading = (title: string, ...sentences: readonly string[]): Row => [
  new TextWidget({ markdown: [`# ${title}`, ...sentences].join('\n\n'), width: 24, height: 2 }),
];

export const textBeside = (markdown: string, width: number): TextWidget =>
  new TextWidget({ markdown, width, height });
