import { CommandError } from '../../command-line/command-error.ts';

/** Whether a log line is handed to a subscription. */
export type LineFilter = (message: string) => boolean;

const fieldExists = /^\{\s*\$((?:\.[A-Za-z_][\w]*)+)\s*=\s*\*\s*\}$/;

const parse = (message: string): unknown => {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/**
 * Compiles a filter pattern of CloudWatch Logs of the form `{ $.a.b = * }`: JSON lines that have a value there.
 * @throws {CommandError} for every other form, none of which the local cloud knows.
 */
export const compileFilterPattern = (pattern: string): LineFilter => {
  const path = fieldExists.exec(pattern.trim())?.[1]?.slice(1).split('.');
  if (!path) {
    throw new CommandError(
      `Filter pattern ${JSON.stringify(pattern)} cannot run locally: only \`{ $.field = * }\` is known.`,
    );
  }
  const last = path.at(-1) ?? '';
  return (message) => {
    // Spares parsing lines that cannot match.
    if (!message.includes(last)) return false;
    const found = path.reduce(fieldOf, parse(message));
    return ['string', 'number', 'boolean'].includes(typeof found);
  };
};
