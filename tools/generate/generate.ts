import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { slos } from '../../lib/contract/slos.ts';
import { checkObjectives, SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import { RunbookError } from '../slo/command/runbook-error.ts';
import { generatedFiles } from './generated-files.ts';

/** Writes the generated files; with `--check` only tells which of them are out of date. */
const checkOnly = process.argv.includes('--check');

try {
  checkObjectives(slos);
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
