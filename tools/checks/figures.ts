import { globSync, readFileSync } from 'node:fs';
import { functionEntry } from '../../lib/contract/bundling.ts';
import { packagedIds } from '../../lib/contract/deployment-hooks.ts';
import { projectFile, projectRoot } from '../project.ts';
import { bundledModules } from './figures/bundled-modules.ts';
import { duplicateBaseNames, importReach, lineCount } from './figures/source-figures.ts';
import type { SourceFile } from './source-file.ts';

const shortLines = 15;
const longLines = 250;

/** Folders that a reader of orders, payments and catalogue needs. */
const orderService = [
  'functions/',
  'lib/domain/',
  'lib/app/',
  'lib/adapters/',
  'lib/presenters/',
  'lib/composition/',
];

const within = (files: readonly SourceFile[], folders: readonly string[]) =>
  files.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

const size = (files: readonly SourceFile[]) =>
  `${files.length} files, ${files.reduce((sum, file) => sum + lineCount(file), 0)} lines`;

/** A function and the use case that it calls may share their name. */
const isHandlerOfUseCase = (paths: readonly string[]): boolean =>
  paths.length === 2 &&
  paths.some((path) => path.startsWith('functions/')) &&
  paths.some((path) => path.startsWith('lib/app/'));

/** Figures of the project's structure, one `label: value` a line. */
export const figures = async (): Promise<readonly string[]> => {
  const files: SourceFile[] = globSync('{functions,lib,infra,tools,client}/**/*.{ts,mjs,js}', {
    cwd: projectRoot,
    exclude: ['**/node_modules/**'],
  })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(projectFile(path), 'utf8') }));
  const lib = within(files, ['lib/']);
  const short = lib.filter((file) => lineCount(file) < shortLines);
  const long = lib.filter((file) => lineCount(file) > longLines);
  const duplicates = duplicateBaseNames(within(files, ['lib/', 'functions/']).map(({ path }) => path));
  const twins = [...duplicates].filter(([, paths]) => isHandlerOfUseCase(paths));
  const others = [...duplicates].filter(([, paths]) => !isHandlerOfUseCase(paths));
  const bundles = await bundledModules(projectRoot, packagedIds);
  return [
    `source: ${size(files)}`,
    `lib and functions: ${size(within(files, ['lib/', 'functions/']))}`,
    `the order service (${orderService.join(' ')}): ${size(within(files, orderService))}`,
    `lib files under ${shortLines} lines: ${short.length} of ${lib.length}, ${((100 * short.length) / lib.length).toFixed(1)} %`,
    `lib files above ${longLines} lines: ${long.length}`,
    `functions named after their use case in lib/app: ${twins.length}`,
    `other base names that occur more than once in lib and functions: ${others.length}`,
    ...others.map(([name, paths]) => `  ${name}: ${paths.join(' ')}`),
    `imports of health-live reach: ${importReach(functionEntry('health-live'), files).length} files`,
    'own modules in each bundle:',
    ...[...bundles].map(([name, modules]) => `  ${name}: ${modules.length}`),
  ];
};
