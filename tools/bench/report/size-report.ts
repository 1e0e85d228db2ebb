import type { BundleSize } from '../bundle-sizes.ts';
import { contestants } from '../contestants.ts';
import { kilobytes, markdownTable } from './report-table.ts';

export const sizeReport = (sizes: readonly BundleSize[]): string => {
  const stock = sizes.find(({ label }) => label === contestants.stock.label);
  const rows = sizes.map(({ label, rawBytes, gzipBytes }) => [
    label,
    stock ? (rawBytes / stock.rawBytes).toFixed(2) : '',
    kilobytes(rawBytes),
    kilobytes(gzipBytes),
  ]);
  return markdownTable(['bundle', 'raw ÷ stock', 'raw kB', 'gzip kB'], rows);
};
