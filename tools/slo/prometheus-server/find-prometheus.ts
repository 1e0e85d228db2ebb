import { CommandError } from '../../command-line/command-error.ts';
import { findProgram } from '../find-program.ts';

const howToInstall: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'Debian and Ubuntu: apt-get install prometheus. Others: https://prometheus.io/download/',
  darwin: 'brew install prometheus',
  win32: 'https://prometheus.io/download/, and its folder into PATH',
};

/**
 * The program `prometheus` in one of the folders of a `PATH`.
 * @throws {CommandError} that says how to install it.
 */
export const findPrometheus = (searchPath = '', platform: NodeJS.Platform = process.platform): string => {
  const name = platform === 'win32' ? 'prometheus.exe' : 'prometheus';
  const path = findProgram(name, searchPath);
  if (path !== undefined) return path;
  throw new CommandError(
    `Prometheus is not installed. ${howToInstall[platform] ?? 'https://prometheus.io/download/'}`,
  );
};
