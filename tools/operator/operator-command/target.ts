import { type Command, option, variable } from '../../command-line/command.ts';
import {
  localServiceOptions,
  localServiceUrl,
  localServiceVariables,
} from '../../command-line/local-service.ts';
import { usageError } from '../../command-line/parse-command-line.ts';
import { text } from '../../command-line/values.ts';

/** The local service or a deployed stage. */
export type Target = { readonly url: string } | { readonly stage: string; readonly region: string };

/** Options of commands for a local or a deployed service. */
export const targetOptions = {
  ...localServiceOptions,
  stage: option('name', 'a deployed stage instead; needs AWS credentials and AWS_REGION', text),
};

/** Environment variables of these commands. */
export const targetVariables = {
  ...localServiceVariables,
  AWS_REGION: variable('AWS region of the stage', text),
  AWS_DEFAULT_REGION: variable('the same, where AWS_REGION is not set', text),
};

interface TargetLine {
  readonly options: { readonly url: string | undefined; readonly stage: string | undefined };
  readonly variables: {
    readonly PORT: number;
    readonly AWS_REGION: string | undefined;
    readonly AWS_DEFAULT_REGION: string | undefined;
  };
}

/**
 * The target of a command: the local service unless a stage is given.
 * @throws {CommandError} when both are given, or the region of the stage is unknown.
 */
export const targetOf = (program: Command, { options: { url, stage }, variables }: TargetLine): Target => {
  if (url !== undefined && stage !== undefined)
    throw usageError(program, '--url and --stage exclude each other.');
  if (stage === undefined) return { url: localServiceUrl(variables, url) };
  const region = variables.AWS_REGION ?? variables.AWS_DEFAULT_REGION;
  if (region === undefined) throw usageError(program, 'AWS_REGION is not set: --stage needs it.');
  return { stage, region };
};
