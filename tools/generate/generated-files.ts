import { localRunFiles } from '../local-cloud/generated-files.ts';
import { simulationFiles } from '../simulation/generated-files.ts';
import { monitoringFiles } from '../slo/generated-files.ts';
import { apiFiles } from './api/files.ts';
import { clientFiles } from './client/client-files.ts';
import { errorsReference } from './errors-reference.ts';
import { eventFiles } from './events/files.ts';
import { logsReference } from './logs-page.ts';
import { metricsReference } from './metrics-reference.ts';

/** Files that are checked in but written by `npm run generate`, by path from the project's root. */
export const generatedFiles: Readonly<Record<string, () => string>> = {
  ...apiFiles,
  'docs/errors.md': errorsReference,
  'docs/logs.md': logsReference,
  'docs/metrics.md': metricsReference,
  ...clientFiles,
  ...localRunFiles,
  ...eventFiles,
  ...monitoringFiles,
  ...simulationFiles,
};
