import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Starts a program of this project: a file of it, or the command of a package that it uses. Every npm script comes
 * through here. It is plain JavaScript, so that a Node that is too old passes on to that of node_modules, or ends with
 * advice instead of a syntax error.
 * `node tools/launch.mjs <file or command> [arguments]`
 */

const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Since this version, Node runs TypeScript without a flag. */
const oldest = { major: 22, minor: 18 };

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

/** The JavaScript file behind the command of a package. */
const fileOfCommand = (command) => {
  const packages = { biome: '@biomejs/biome', tsc: 'typescript' };
  const folder = join(projectRoot, 'node_modules', packages[command] ?? command);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, manifest.bin[command]);
};

/** Runs this program again with the Node of node_modules, if it is there. */
const passOn = () => {
  const node = join(
    projectRoot,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!existsSync(node))
    fail(
      `Node ${process.versions.node} is too old, and Node 24 is not in node_modules: an installation with --ignore-scripts leaves it out. Run \`npm ci --ignore-scripts=false\`, or use Node ${oldest.major}.${oldest.minor} or newer.`,
    );
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
};

const run = async (program, args) => {
  const file = program.includes('/') ? join(projectRoot, program) : fileOfCommand(program);
  process.argv = [process.execPath, file, ...args];
  // The next run neither strips types nor compiles: it starts sooner and holds 30 MB less.
  module.enableCompileCache(join(projectRoot, '.build', 'compile-cache'));
  await import(pathToFileURL(file).href);
};

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > oldest.major || (major === oldest.major && minor >= oldest.minor);
const [program = '', ...args] = process.argv.slice(2);

if (!existsSync(join(projectRoot, 'node_modules', 'vitest', 'package.json')))
  fail('The dependencies are not installed: run `npm ci`.');
if (isNewEnough) await run(program, args);
else passOn();
