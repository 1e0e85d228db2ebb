import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SloDefinitionError } from '../../lib/slo/slo-definition-error.ts';
import { RunbookError } from '../slo/command/runbook-error.ts';

/** Writes the generated files; with `--check` only tells which of them are out of date. */
const checkOnly = process.argv.includes('--check');

try {
  // Loaded here, so that a declaration which is refused is told in one line.
  const { generatedFiles } = await import('./generated-files.ts');
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
} catch (error) {
  if (!(error instanceof SloDefinitionError || error instanceof RunbookError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
