import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { CommandError } from '../../../command-line/command-error.ts';

const decisionSchema = z.strictObject({
  /** RFC 3339. */
  at: z.iso.datetime(),
  decision: z.enum(['passed', 'stopped', 'overridden']),
  /** The deployed version. */
  version: z.string().optional(),
  /** Why a deployment should not go. */
  reasons: z.array(z.string()),
  /** Why it goes nevertheless. */
  override: z.string().optional(),
});

/** A decision of the gate about a deployment. */
export type GateDecision = z.infer<typeof decisionSchema>;

/** Adds a decision to a file, one line of JSON each. */
export const recordDecision = (file: string, decision: GateDecision): void => {
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(decision)}\n`);
};

/**
 * Reads the decisions of a file; none when it does not exist.
 * @throws {CommandError} for a line that is no decision.
 */
export const readDecisions = (file: string): readonly GateDecision[] => {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line === '') return [];
      try {
        return [decisionSchema.parse(JSON.parse(line))];
      } catch {
        throw new CommandError(`Line ${index + 1} of ${file} is no decision of the gate.`);
      }
    });
};
