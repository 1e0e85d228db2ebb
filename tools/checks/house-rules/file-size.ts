import { isTest, type Problem, type SourceFile } from '../source-file.ts';

const maxLines = { source: 250, test: 300 } as const;

/** A file that is longer holds more than one concept. Generated files are as long as what they are made from. */
export const fileSizeProblems = ({ path, text }: SourceFile): Problem[] => {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const limit = isTest(path) ? maxLines.test : maxLines.source;
  if (lines <= limit || path.includes('/generated/')) return [];
  return [{ path, rule: 'file-size', advice: `${lines} lines, at most ${limit}: split it by concept` }];
};
