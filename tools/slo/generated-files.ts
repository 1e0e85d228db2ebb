import { openSloFiles } from './command/open-slo.ts';
import { prometheusFiles } from './prometheus/files.ts';
import { runbookFiles } from './runbooks.ts';

/** Generators of the files that this folder writes, by path from the project's root. */
export const monitoringFiles: Readonly<Record<string, () => string>> = {
  ...openSloFiles,
  ...prometheusFiles,
  ...runbookFiles,
};
