import { readFile, stat } from 'node:fs/promises';
import type { OrderServiceClient } from '../../client/src/order-service-client.ts';
import { CommandError } from '../command-line/command-error.ts';
import { type Problem, problemText } from './catalogue-row.ts';
import { catalogueHeader, catalogueLine } from './format-catalogue.ts';
import { type ImportResult, importCatalogue } from './import-catalogue.ts';
import { maxRows, parseCatalogue } from './parse-catalogue.ts';

interface Output {
  readonly print: (text: string) => void;
  readonly report: (text: string) => void;
}

export interface ImportSettings {
  readonly file: string;
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Most requests per second. */
  readonly rate: number;
}

/** Room for the largest rows of the most products. */
const maxBytes = maxRows * 500;

/** Requests in progress at once: with 50 requests a second, each may take 160 ms. */
const concurrency = 8;

const readText = async (file: string): Promise<string> => {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new CommandError(`${file} is not a file.`);
  if (found.size > maxBytes) throw new CommandError(`${file} has more than ${maxBytes} bytes; divide it.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CommandError(`${file} is not UTF-8 text. Save it in UTF-8.`);
  }
};

const printProblems = (
  problems: readonly Problem[],
  { file, json }: ImportSettings,
  { print, report }: Output,
) => {
  if (json) {
    print(JSON.stringify({ file, problems }, null, 2));
    return 1;
  }
  for (const problem of problems) report(`${file}, ${problemText(problem)}`);
  report(`${problems.length === 1 ? '1 problem' : `${problems.length} problems`}; nothing was written.`);
  return 1;
};

const resultText = (
  { created, changed, unchanged, failed, keptStock }: ImportResult,
  { file, dryRun }: ImportSettings,
): string => {
  const counts = `${created} created, ${changed} changed, ${unchanged} unchanged, ${failed.length} failed`;
  const kept =
    keptStock > 0
      ? [`The stock of ${keptStock} existing products differs from the file; it changes by movements only.`]
      : [];
  return [`${file}: ${counts}${dryRun ? ' (nothing was written)' : ''}`, ...kept].join('\n');
};

/**
 * Imports a file.
 * @returns the exit code.
 */
export const runImport = async (
  settings: ImportSettings,
  client: Pick<OrderServiceClient, 'getProduct' | 'putProduct'>,
  output: Output,
  signal: AbortSignal,
): Promise<number> => {
  const { file, dryRun, json, rate } = settings;
  const { rows, problems } = parseCatalogue(await readText(file));
  if (problems.length > 0) return printProblems(problems, settings, output);
  const pace = { perSecond: rate, concurrency, signal, now: () => performance.now() };
  const result = await importCatalogue(rows, { client, pace, report: output.report }, { dryRun });
  if (result.problems.length > 0) return printProblems(result.problems, settings, output);
  const { problems: _none, ...counts } = result;
  if (json) output.print(JSON.stringify({ file, dryRun, ...counts }, null, 2));
  else {
    for (const { line, message, sku } of result.failed)
      output.report(`${file}, line ${line}, ${sku}: ${message}`);
    output.print(resultText(result, settings));
  }
  return result.failed.length > 0 ? 1 : 0;
};

/**
 * Prints the products on sale as CSV.
 * @returns the exit code.
 */
export const runExport = async (
  client: Pick<OrderServiceClient, 'listProducts'>,
  { print }: Output,
  signal: AbortSignal,
): Promise<number> => {
  print(catalogueHeader);
  for await (const product of client.listProducts({ limit: 100 }, { signal })) print(catalogueLine(product));
  return 0;
};
