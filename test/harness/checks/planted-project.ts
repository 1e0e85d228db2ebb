import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectFile } from '../../../tools/project.ts';

/** A refused import, as dependency-cruiser reports it. */
export interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

const dependencyCruiser = projectFile('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

const cruise = (directory: string): Promise<{ summary: { violations: Violation[] } }> =>
  new Promise((fulfil, reject) => {
    const config = projectFile('.dependency-cruiser.mjs');
    const parameters = [dependencyCruiser, '--config', config, '--output-type', 'json', '.'];
    // It exits non-zero when it refuses something, which is what is asked of it here.
    execFile(process.execPath, parameters, { cwd: directory }, (_, stdout, stderr) => {
      if (stdout === '') reject(new Error(stderr));
      else fulfil(JSON.parse(stdout));
    });
  });

/** Violations of the import rules in a project of these files (path → text), made for the purpose. */
export const violationsIn = async (files: Readonly<Record<string, string>>): Promise<Violation[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'planted-project-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    return (await cruise(directory)).summary.violations;
  } finally {
    rmSync(directory, { recursive: true });
  }
};
