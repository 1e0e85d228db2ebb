import { projectRoot } from '../../project.ts';
import { createAlarmsEndpoint } from '../endpoints/alarms-endpoint.ts';
import { createAskEndpoint } from '../endpoints/ask-endpoint.ts';
import { createJsonEndpoint } from '../endpoints/json-endpoint.ts';
import type { Methods } from '../http/exchange.ts';
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
    undelivered,
    logs,
    errorLines,
    measurements,
    compileErrors,
  }: ConsoleSources,
  context: SummaryContext,
): readonly (readonly [path: string, Methods])[] => {
  const { objectives, alarms } = deployment.console ?? {};
  const measured = () => measurements.read(queues, undelivered());
  const judge = <T>(by: (series: readonly MeasuredSeries[], now: number) => T) => by(measured(), Date.now());
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
    ['/local/measurements', { GET: createMeasurementsEndpoint(measured, Date.now) }],
    ...(objectives
      ? [['/local/objectives', { GET: createJsonEndpoint(() => judge(objectives)) }] as const]
      : []),
    ...(alarms ? [['/local/alarms', { GET: createAlarmsEndpoint(() => judge(alarms)) }] as const] : []),
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
