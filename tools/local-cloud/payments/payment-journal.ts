import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { BookChange, PaymentBooksOptions } from './payment-books.ts';

/** Changes of earlier runs from a file with one per line, and a way to add to them. */
export const openPaymentJournal = (
  file: string,
): Required<Pick<PaymentBooksOptions, 'history' | 'onChange'>> => ({
  history: existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line): BookChange[] => (line === '' ? [] : [JSON.parse(line)]))
    : [],
  onChange: (change) => appendFileSync(file, `${JSON.stringify(change)}\n`),
});
