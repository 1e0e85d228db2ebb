import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedFiles } from './generated-files.ts';

/** Writes the generated files; with `--check` only tells which of them are out of date. */
const checkOnly = process.argv.includes('--check');

for (const [path, generate] of Object.entries(generatedFiles)) {
  const wanted = generate();
  if (existsSync(path) && readFileSync(path, 'utf8') === wanted) continue;
  if (checkOnly) {
    console.error(`${path} is out of date: npm run generate`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted);
    console.log(`wrote ${path}`);
  }
}
