import { findProgram } from '../../tools/slo/find-program.ts';

/** A program that is not part of the project, and that some tests need. */
export interface RequiredTool {
  readonly path: string;
  readonly isMissing: boolean;
  /** For the title of what is skipped without it; empty when it is there. */
  readonly reason: string;
}

/**
 * Looks for a program in the environment's `PATH`. Where it is missing, its tests are skipped.
 * @param debianPackage the package that brings it, named as the program is unless given.
 * @throws {Error} when it is missing in CI, where nothing may be skipped.
 */
export const requiredTool = (
  name: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  debianPackage = name,
): RequiredTool => {
  const path = findProgram(name, environment['PATH']);
  if (path !== undefined) return { path, isMissing: false, reason: '' };
  if (environment['CI'] === 'true') throw new Error(`${name} is missing: apt-get install ${debianPackage}`);
  return { path: name, isMissing: true, reason: ` (skipped: ${name} is not installed)` };
};
