import * as z from 'zod';
import type { CommandError } from './command-error.ts';

/** Where the service runs: on this machine, or deployed. */
export type Target = { readonly url: string } | { readonly stage: string; readonly region: string };

/** Environment variables. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Options of every command that can work on either. */
export const targetOptions = { url: { type: 'string' }, stage: { type: 'string' } } as const;

/**
 * Where a command works: on this machine unless told otherwise.
 * @param wrong makes the error that says what is wrong with the command.
 * @throws {CommandError} when that cannot be told, or not reached.
 */
export const targetOf = (
  { url, stage }: { readonly url?: string | undefined; readonly stage?: string | undefined },
  { AWS_REGION, AWS_DEFAULT_REGION, PORT }: Variables,
  wrong: (problem: string) => CommandError,
): Target => {
  if (url !== undefined && stage !== undefined) throw wrong('--url and --stage exclude each other');
  if (stage === undefined) {
    const local = url ?? `http://localhost:${PORT || 3000}`;
    if (!z.url({ protocol: /^https?$/ }).safeParse(local).success) throw wrong(`${local} is not an http URL`);
    return { url: local.replace(/\/+$/, '') };
  }
  const region = AWS_REGION || AWS_DEFAULT_REGION;
  if (!region) throw wrong('AWS_REGION is not set, so that the stage cannot be found');
  return { stage, region };
};
