/** A file of the project, by its path from the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A problem of a file, with its cure. */
export interface Problem {
  readonly path: string;
  readonly line?: number;
  readonly rule: string;
  readonly advice: string;
}

export const isTest = (path: string): boolean => path.startsWith('test/');
