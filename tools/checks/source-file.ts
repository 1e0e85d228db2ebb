/** A file of the project, by its path from the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What is wrong with a file, and what to do about it. */
export interface Problem {
  readonly path: string;
  readonly line?: number;
  readonly rule: string;
  readonly advice: string;
}

export const isTest = (path: string): boolean => path.startsWith('test/');
