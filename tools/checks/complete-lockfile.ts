import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { projectFile } from '../project.ts';

const command = {
  name: 'node tools/checks/complete-lockfile.ts',
  description:
    'Adds entries to package-lock.json for optional platform packages that the registry in use does not serve. `npm ci`' +
    ' refuses a lock file without them. Removes the Node version that the optional packages of the project ask for: npm' +
    ' would leave them out under an older Node, but the Node of the project runs them. Run it after `npm install`.',
} as const satisfies Command;

interface LockEntry {
  version: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optional?: boolean;
  engines?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

type Packages = Record<string, LockEntry>;

const systems: Record<string, string> = {
  win32: 'win32',
  darwin: 'darwin',
  linux: 'linux',
  android: 'android',
};
const processors: Record<string, string> = {
  x64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  ia32: 'ia32',
  ppc64: 'ppc64',
  s390x: 's390x',
};

/** Platform of a package from its name, such as `core-linux-arm64-musl`. */
const platformOf = (name: string): Pick<LockEntry, 'os' | 'cpu' | 'libc'> => {
  const parts = name.split('/').at(-1)?.split('-') ?? [];
  const os = parts.map((part) => systems[part]).find(Boolean);
  const cpu = parts.map((part) => processors[part]).find(Boolean);
  if (os === undefined || cpu === undefined) throw new Error(`${name}: no platform in its name`);
  const musl = parts.includes('musl') ? { libc: ['musl'] } : {};
  const gnu = os === 'linux' && parts.includes('gnu') ? { libc: ['glibc'] } : {};
  return { os: [os], cpu: [cpu], ...musl, ...gnu };
};

const missingPackages = (packages: Packages): readonly (readonly [name: string, version: string])[] => {
  const hasEntry = (dependant: string, name: string): boolean =>
    `${dependant}/node_modules/${name}` in packages || `node_modules/${name}` in packages;
  return Object.entries(packages).flatMap(([dependant, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).filter(([name]) => !hasEntry(dependant, name)),
  );
};

/** The entries of the project's own optional packages. */
const ownOptionalEntries = (packages: Packages): readonly LockEntry[] =>
  Object.keys(packages['']?.optionalDependencies ?? {}).flatMap(
    (name) => packages[`node_modules/${name}`] ?? [],
  );

await runCommand(command, async () => {
  const file = projectFile('package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Packages };
  for (const [name, version] of missingPackages(lock.packages)) {
    lock.packages[`node_modules/${name}`] = { version, ...platformOf(name), optional: true };
    console.log(`added ${name}@${version}`);
  }
  for (const entry of ownOptionalEntries(lock.packages)) delete entry.engines;
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  return 0;
});
