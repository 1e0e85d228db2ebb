import { endingOf } from '../command-line/ending-of.ts';
import { closedLine, type GateState, gateExitCodes } from '../slo/command/gate/gate-exit-codes.ts';
import { runProgram } from './run-program.ts';

/** The answer of the gate of the error budgets. One that could not be run says nothing about budgets. */
export type GateResult =
  | { readonly state: GateState }
  | { readonly state: 'not run' /** How it ended, and its last output. */; readonly reason: string };

const states = Object.keys(gateExitCodes) as GateState[];
const shownLines = 20;

/** Runs the gate as a process of its own, and prints its output where it could be run. */
export const runGate = (
  file: string,
  parameters: readonly string[],
  { print, node }: { readonly print: (text: string) => void; readonly node?: string },
): GateResult => {
  const end = runProgram(file, parameters, { output: 'pipe', ...(node !== undefined && { node }) });
  const [output, errors] = [end.stdout, end.stderr].map((text) => (text ?? '').trimEnd());
  const state = states.find((one) => gateExitCodes[one] === end.status);
  if (state === undefined || (state === 'closed' && !output?.includes(closedLine))) {
    const last = (errors || output || '').split('\n').slice(-shownLines);
    return { state: 'not run', reason: [endingOf(end), ...last].join('\n') };
  }
  for (const text of [output, errors]) if (text) print(text);
  return { state };
};
