import type { Problem, SourceFile } from '../source-file.ts';

const namesOfNothing = /(?:^|\/)(?:utils?|helpers?|common|types|index)(?:\.test)?\.[a-z]+$/;

/** A drawer's name says nothing about what is in it, so everything ends up there. */
export const fileNameProblems = ({ path }: SourceFile): Problem[] =>
  namesOfNothing.test(path)
    ? [{ path, rule: 'file-name', advice: 'name the file after the one concept that it holds' }]
    : [];
