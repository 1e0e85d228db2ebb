import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { runCommand } from '../../command-line/run-command.ts';
import { projectFile, projectRoot } from '../../project.ts';
import { bundleClient, clientFolder } from './bundle-client.ts';

const buildCommand = {
  name: 'npm run build:client',
  description: 'Builds the typed client into client/dist/: JavaScript, source map and declarations.',
  notes: 'Exit code: 0, 1 when the client does not compile, 2 when the command line is wrong.',
} as const;

await runCommand(buildCommand, async () => {
  rmSync(clientFolder, { recursive: true, force: true });
  const { status } = spawnSync(
    process.execPath,
    [projectFile('node_modules', 'typescript', 'bin', 'tsc'), '-p', projectFile('client', 'tsconfig.json')],
    { cwd: projectRoot, stdio: 'inherit' },
  );
  if (status !== 0) return 1;
  mkdirSync(clientFolder, { recursive: true });
  for (const { path, contents } of await bundleClient({ sourcemap: 'linked' })) writeFileSync(path, contents);
  console.log('wrote client/dist/');
  return 0;
});
