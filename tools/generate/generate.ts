import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { slos } from '../../lib/contract/slos.ts';
import { checkObjectives, SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import { flag } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { generatedFiles } from './generated-files.ts';

const generateCommand = {
  name: 'npm run generate',
  description:
    'Writes the files that are generated from lib/contract/: references, event schemas, monitoring, openings of runbooks.',
  options: { check: flag('write nothing; list the files that are out of date') },
  notes:
    'Exit code: 0, 1 when a file is out of date or cannot be generated, 2 when the command line is wrong.',
} as const;

const isUpToDate = (path: string, wanted: string): boolean =>
  existsSync(path) && readFileSync(path, 'utf8') === wanted;

await runCommand(
  generateCommand,
  async ({ options }) => {
    checkObjectives(slos);
    let exitCode = 0;
    for (const [path, generate] of Object.entries(generatedFiles)) {
      const wanted = generate();
      if (isUpToDate(path, wanted)) continue;
      if (options.check) {
        console.error(`${path} is out of date: npm run generate`);
        exitCode = 1;
      } else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, wanted);
        console.log(`wrote ${path}`);
      }
    }
    return exitCode;
  },
  { expected: [SloDefinitionError] },
);
