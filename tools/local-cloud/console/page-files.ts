import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build } from '../../esbuild-service.ts';
import type { Exchange, Methods } from '../http/exchange.ts';
import type { HttpResponse } from '../http/http-response.ts';

/** Path and content of a file of the page. */
interface PageFile {
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

const source = join(import.meta.dirname, 'page');

const document = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Console</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/local/console.css">
</head>
<body>
<div id="console"></div>
<noscript>The console needs JavaScript. \`curl\` of this address lists the endpoints as text.</noscript>
<script type="module" src="/local/console.js"></script>
</body>
</html>
`;

/** The page permits its own origin alone. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Bundles the page: one document, one script, one stylesheet. */
export const buildPage = async (): Promise<readonly PageFile[]> => {
  const { outputFiles } = await build({
    absWorkingDir: source,
    entryPoints: ['./console.tsx', './console.css'],
    outdir: '/',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return [
    { path: '/', type: 'text/html; charset=utf-8', text: document },
    { path: '/local/console.js', type: 'text/javascript; charset=utf-8', text: text('.js') },
    { path: '/local/console.css', type: 'text/css; charset=utf-8', text: text('.css') },
  ];
};

const compress = promisify(gzip);

const paths = ['/', '/local/console.js', '/local/console.css'];

/** Serves the files of the page; the first request bundles them. */
export const createPageFiles = (): ((path: string) => Methods | undefined) => {
  let building: Promise<readonly PageFile[]> | undefined;

  const answer = async ({ request }: Exchange, path: string): Promise<HttpResponse> => {
    building ??= buildPage();
    const file = (await building).find((candidate) => candidate.path === path);
    const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '');
    const text = file?.text ?? '';
    return {
      status: 200,
      headers: {
        'content-type': file?.type ?? '',
        'cache-control': 'no-store',
        vary: 'Accept, Accept-Encoding',
        'content-security-policy': policy,
        'x-content-type-options': 'nosniff',
        ...(takesGzip && { 'content-encoding': 'gzip' }),
      },
      body: takesGzip ? await compress(text) : text,
    };
  };
  return (path) => (paths.includes(path) ? { GET: (exchange) => answer(exchange, path) } : undefined);
};
