import { globSync, readFileSync } from 'node:fs';
import { fileNameProblems } from './house-rules/file-name.ts';
import { fileSizeProblems } from './house-rules/file-size.ts';
import { forbiddenCodeProblems } from './house-rules/forbidden-code.ts';
import { plainEnglishProblems } from './house-rules/plain-english.ts';
import { testTitleProblems } from './house-rules/test-titles.ts';
import type { Problem, SourceFile } from './source-file.ts';

const notOurs = ['node_modules/**', 'cdk.out/**', 'coverage/**', '.build/**', 'client/dist/**', '.local/**'];

const filesLike = (pattern: string): SourceFile[] =>
  globSync(pattern, { exclude: notOurs })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

const files = filesLike('**/*.{ts,tsx,mts,mjs,js}');
const documents = filesLike('**/*.md');

const problems: Problem[] = [
  ...files.flatMap((file) => [
    ...fileNameProblems(file),
    ...fileSizeProblems(file),
    ...forbiddenCodeProblems(file),
  ]),
  ...testTitleProblems(files),
  ...[...files, ...documents].flatMap(plainEnglishProblems),
];

for (const { path, line, rule, advice } of problems) {
  console.error(`${line === undefined ? path : `${path}:${line}`}  ${rule}: ${advice}`);
}
console.log(`${files.length} files, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
