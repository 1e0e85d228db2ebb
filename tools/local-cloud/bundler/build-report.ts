import { stripVTControlCharacters } from 'node:util';
import { formatMessages, type Message } from 'esbuild';

/** esbuild's errors as one block for the terminal. */
export const describeBuildErrors = async (errors: readonly Message[], color: boolean): Promise<string> => {
  const blocks = await formatMessages([...errors], { kind: 'error', color });
  return blocks.join('').trimEnd();
};

/** An error of the compiler, with file and line, and the functions that it keeps from being bundled. */
export interface CompileError {
  readonly functions: readonly string[];
  readonly text: string;
}

/** Tracks functions that do not compile, and reports changes. */
export interface BuildReport {
  failed(functionNames: readonly string[], errors: string): void;
  succeeded(functionNames: readonly string[], reloaded: readonly string[]): void;
  /** Why a function does not compile, if so. */
  errorsOf(functionName: string): string | undefined;
  /** Functions that do not compile. */
  failures(): readonly string[];
  /** Why they do not compile, without colors. */
  compileErrors(): readonly CompileError[];
}

export const createBuildReport = (print: (text: string) => void): BuildReport => {
  const broken = new Map<string, string>();
  return {
    failed(functionNames, errors) {
      const isKnown = [...broken.values()].includes(errors);
      for (const name of functionNames) broken.set(name, errors);
      if (!isKnown) print(`Does not compile; functions that compiled before keep serving.\n${errors}`);
    },
    succeeded(functionNames, reloaded) {
      const wasBroken = broken.size > 0;
      for (const name of functionNames) broken.delete(name);
      if (reloaded.length > 0) print(`Reloaded: ${reloaded.join(', ')}`);
      if (wasBroken && broken.size === 0) print('Everything compiles again.');
    },
    errorsOf: (functionName) => broken.get(functionName),
    failures: () => [...broken.keys()],
    compileErrors: () =>
      [...Map.groupBy(broken, ([, errors]) => errors)].map(([errors, those]) => ({
        functions: those.map(([name]) => name),
        text: stripVTControlCharacters(errors),
      })),
  };
};
