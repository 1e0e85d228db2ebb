import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PrometheusError } from './prometheus-error.ts';

const howToInstall: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'Debian and Ubuntu: apt-get install prometheus. Others: https://prometheus.io/download/',
  darwin: 'brew install prometheus',
  win32: 'https://prometheus.io/download/, and its folder into PATH',
};

const canRun = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * The program `prometheus` in one of the folders of a `PATH`.
 * @throws {PrometheusError} that says how to install it.
 */
export const findPrometheus = (searchPath = '', platform: NodeJS.Platform = process.platform): string => {
  const name = platform === 'win32' ? 'prometheus.exe' : 'prometheus';
  const path = searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(canRun);
  if (path !== undefined) return path;
  throw new PrometheusError(
    `Prometheus is not installed. ${howToInstall[platform] ?? 'https://prometheus.io/download/'}`,
  );
};
