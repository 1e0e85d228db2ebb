import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Address of the service in the guides. */
const documentedUrl = 'http://localhost:3000';

/** The code blocks of a Markdown text in one language. */
export const blocksOf = (markdown: string, language: 'sh' | 'ts'): string[] =>
  [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, block = '']) => block,
  );

/** Texts that a block announces in comments: `// → text`. */
export const announced = (code: string): string[] =>
  [...code.matchAll(/(?:\/\/|#) → (.*)$/gm)].map(([, text = '']) => text);

/** The first of the texts that does not follow the others in an output; undefined when all do. */
export const missingIn = (output: string, texts: readonly string[]): string | undefined => {
  let from = 0;
  return texts.find((text) => {
    const at = output.indexOf(text, from);
    from = at + text.length;
    return at < 0;
  });
};

const clientModule = (entry: string): string => pathToFileURL(resolve('client', 'src', `${entry}.ts`)).href;

/** TypeScript of a guide as Node runs it here: with the sources of the client, against a service. */
const runnable = (code: string, url: string): string =>
  code
    .replaceAll(documentedUrl, url)
    .replaceAll(`'order-service-client'`, `'${clientModule('order-service-client')}'`)
    .replaceAll(`'order-service-client/inbox'`, `'${clientModule('inbox')}'`);

interface Output {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (program: string, parameters: readonly string[], cwd: string): Promise<Output> =>
  new Promise((done) => {
    execFile(program, parameters, { cwd, timeout: 60_000 }, (error, stdout, stderr) => {
      done({ exitCode: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });

const inFolder = async (work: (folder: string) => Promise<Output>): Promise<Output> => {
  const folder = mkdtempSync(join(tmpdir(), 'guide-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** Runs shell code of a guide against a service. */
export const runShell = (code: string, url: string): Promise<Output> =>
  inFolder((folder) => run('bash', ['-euo', 'pipefail', '-c', code.replaceAll(documentedUrl, url)], folder));

/** Runs TypeScript of a guide against a service. */
export const runTypeScript = (code: string, url: string): Promise<Output> =>
  inFolder((folder) => {
    const file = join(folder, 'guide.mts');
    writeFileSync(file, runnable(code, url));
    return run(process.execPath, [file], folder);
  });

/** Compiles programs of guides with the types of the client; each has a name. @returns what the compiler says. */
export const compileTypeScript = (programs: Readonly<Record<string, string>>): Promise<Output> =>
  inFolder((folder) => {
    const source = (entry: string) => [resolve('client', 'src', `${entry}.ts`)];
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2024',
      lib: ['es2024', 'dom', 'esnext.array'],
      types: ['node'],
      typeRoots: [resolve('node_modules', '@types')],
      allowImportingTsExtensions: true,
      paths: {
        'order-service-client': source('order-service-client'),
        'order-service-client/inbox': source('inbox'),
      },
    };
    for (const [name, code] of Object.entries(programs)) writeFileSync(join(folder, `${name}.mts`), code);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.mts'] }));
    const compiler = resolve('node_modules', 'typescript', 'bin', 'tsc');
    return run(process.execPath, [compiler, '-p', folder], folder);
  });
