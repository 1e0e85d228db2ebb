import { projectRoot } from '../../project.ts';
import { createAskEndpoint } from '../endpoints/ask-endpoint.ts';
import { createJsonEndpoint } from '../endpoints/json-endpoint.ts';
import type { Methods } from '../endpoints/local-endpoints.ts';
import { accessLogGroup } from '../logs/connect-logs.ts';
import type { MeasuredSeries } from '../measurements/measurement-store.ts';
import { createMeasurementsEndpoint } from '../measurements/measurements-endpoint.ts';
import type { ConsoleSources } from './console-sources.ts';
import { errorsView } from './errors-view.ts';
import type { SummaryContext } from './requests-view.ts';

/** Endpoints with causes: queries of the logs, metrics, objectives, alarms and errors. */
export const createDiagnosisEndpoints = (
  {
    deployment,
    requests,
    invocations,
    queues,
    logs,
    errorLines,
    measurements,
    compileErrors,
  }: ConsoleSources,
  context: SummaryContext,
): readonly (readonly [path: string, Methods])[] => {
  const { objectives, alarms } = deployment.console ?? {};
  const judged = (path: string, judge: (series: readonly MeasuredSeries[], now: number) => unknown) =>
    [path, { GET: createJsonEndpoint(() => judge(measurements.read(queues), Date.now())) }] as const;
  return [
    [
      '/local/ask',
      {
        GET: createAskEndpoint({
          logs,
          invocations,
          accessLogGroup,
          now: Date.now,
        }),
      },
    ],
    ['/local/measurements', { GET: createMeasurementsEndpoint(() => measurements.read(queues), Date.now) }],
    ...(objectives ? [judged('/local/objectives', objectives)] : []),
    ...(alarms
      ? [judged('/local/alarms', async (series, now) => ({ items: await alarms(series, now) }))]
      : []),
    [
      '/local/errors',
      {
        GET: createJsonEndpoint(() => ({
          compileErrors: compileErrors(),
          items: errorsView({
            ...context,
            lines: errorLines(),
            invocations: invocations.list(),
            requests: requests.list(),
            projectRoot,
          }),
        })),
      },
    ],
  ];
};
