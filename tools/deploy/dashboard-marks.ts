import { type CloudWatchClient, GetDashboardCommand, PutDashboardCommand } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';

/** A deployment that a dashboard shows as a vertical line. */
export interface DeploymentMark {
  /** RFC 3339. */
  readonly at: string;
  readonly version: string;
}

/** The newest deployments that stay visible: the body of a dashboard is limited. */
const mostMarks = 10;

const labelPrefix = 'Deployment ';

const mark = z.looseObject({ label: z.string().optional(), value: z.string().optional() });

/** The parts of a dashboard's body that marks touch. */
const bodySchema = z.looseObject({
  widgets: z.array(
    z.looseObject({
      type: z.string(),
      properties: z
        .looseObject({
          view: z.string().optional(),
          annotations: z
            .looseObject({ vertical: z.array(z.union([mark, z.array(mark)])).optional() })
            .optional(),
        })
        .optional(),
    }),
  ),
});

type Widget = z.output<typeof bodySchema>['widgets'][number];

const isGraph = ({ type, properties }: Widget): boolean =>
  type === 'metric' && (properties?.view ?? 'timeSeries') === 'timeSeries';

const verticalOf = ({ properties }: Widget) => properties?.annotations?.vertical ?? [];

const isMark = (annotation: ReturnType<typeof verticalOf>[number]): annotation is z.output<typeof mark> =>
  !Array.isArray(annotation) && annotation.label?.startsWith(labelPrefix) === true;

/** The deployments that a dashboard shows, the oldest first. */
export const marksIn = (body: string): readonly DeploymentMark[] => {
  const marks = new Map<string, DeploymentMark>();
  for (const { label = '', value = '' } of bodySchema
    .parse(JSON.parse(body))
    .widgets.flatMap(verticalOf)
    .filter(isMark))
    marks.set(value, { at: value, version: label.slice(labelPrefix.length) });
  return [...marks.values()].sort((a, b) => a.at.localeCompare(b.at));
};

/** The body of a dashboard whose graphs over time show these deployments, the newest ten, and no others. */
export const withMarks = (body: string, marks: readonly DeploymentMark[]): string => {
  const parsed = bodySchema.parse(JSON.parse(body));
  const lines = marks
    .slice(-mostMarks)
    .map(({ at, version }) => ({ label: `${labelPrefix}${version}`, value: at }));
  const widgets = parsed.widgets.map((widget) => {
    if (!isGraph(widget)) return widget;
    const vertical = [...verticalOf(widget).filter((annotation) => !isMark(annotation)), ...lines];
    const { properties } = widget;
    return {
      ...widget,
      properties: { ...properties, annotations: { ...properties?.annotations, vertical } },
    };
  });
  return JSON.stringify({ ...parsed, widgets });
};

type Client = Pick<CloudWatchClient, 'send'>;

/**
 * Marks of deployments in a dashboard. They are read before a deployment, which may rewrite the dashboard, and
 * written with the new one after it.
 * @param DashboardName its name.
 */
export const dashboardMarks = (client: Client, DashboardName: string) => {
  const readBody = async (): Promise<string | undefined> =>
    (await client.send(new GetDashboardCommand({ DashboardName }))).DashboardBody;
  return {
    /** The deployments that the dashboard shows; none where there is no dashboard yet. */
    async read(): Promise<readonly DeploymentMark[]> {
      const body = await readBody().catch(() => undefined);
      return body === undefined ? [] : marksIn(body);
    },

    async write(marks: readonly DeploymentMark[]): Promise<void> {
      const body = await readBody();
      if (body === undefined) return;
      await client.send(new PutDashboardCommand({ DashboardName, DashboardBody: withMarks(body, marks) }));
    },
  };
};
