/** A panel; its other settings are Grafana's defaults. */
export interface Panel {
  readonly title: string;
  readonly description?: string;
  readonly kind: 'timeseries' | 'stat' | 'table' | 'text';
  /** Of the 24 columns of a dashboard. */
  readonly width: number;
  readonly queries: readonly Query[];
  /** As Grafana names it. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  /** Values from which another colour begins; drawn as lines in a time series. */
  readonly steps?: readonly (readonly [from: number, colour: string])[];
  readonly bars?: boolean;
  /** Section of a runbook, relative to the folder of runbooks. */
  readonly runbook?: string;
  readonly markdown?: string;
}

export interface Query {
  readonly expr: string;
  /** Name of a line, with labels in double braces. */
  readonly legend?: string;
}

/** Panels under a heading, side by side, with as many lines as they need. */
export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

const columns = 24;
const height = 7;

export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Placed {
  readonly heading?: string;
  readonly panel?: Panel;
  readonly gridPos: GridPosition;
}

/** Gives every heading and panel its place, line by line. */
export const placed = (rows: readonly Row[]): readonly Placed[] => {
  const places: Placed[] = [];
  let y = 0;
  for (const { title, panels } of rows) {
    places.push({ heading: title, gridPos: { x: 0, y, w: columns, h: 1 } });
    y += 1;
    let x = 0;
    for (const panel of panels) {
      if (x + panel.width > columns) {
        x = 0;
        y += height;
      }
      places.push({ panel, gridPos: { x, y, w: panel.width, h: height } });
      x += panel.width;
    }
    y += height;
  }
  return places;
};
