import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CommandError } from '../../command-line/command-error.ts';

/** Finds a package's directory; throws when it is not installed. */
export type FindPackage = (name: string) => string;

const { resolve } = createRequire(import.meta.url);
const findInstalled: FindPackage = (name) => dirname(resolve(`${name}/package.json`));

/**
 * Path of the embedded DynamoDB for a platform.
 * @throws {CommandError} when its package is not installed.
 */
export const platformBinary = (
  platform: string = process.platform,
  architecture: string = process.arch,
  findPackage: FindPackage = findInstalled,
): string => {
  const name = `@dynoxide/${platform}-${architecture}`;
  try {
    return join(findPackage(name), platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
  } catch {
    throw new CommandError(
      `The embedded DynamoDB for this platform is missing: package ${name} is not installed. Run \`npm ci\` ` +
        'without --omit=optional, or set DYNAMODB_ENDPOINT to the URL of a running DynamoDB-compatible server.',
    );
  }
};
