import { asyncApiDocument } from './asyncapi.ts';
import { openApiDocument } from './openapi.ts';
import { publishedDocument } from './published-document.ts';
import { referencePage } from './reference-page.ts';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const servedFrom = (name: string): string => `lib/presenters/documents/${name}.json`;

/** The documents of the API, and those from which its functions serve them, by path from the project's root. */
export const apiFiles: Readonly<Record<string, () => string>> = {
  'docs/openapi.json': () => json(openApiDocument()),
  'docs/asyncapi.json': () => json(asyncApiDocument()),
  [servedFrom('openapi-document')]: () =>
    publishedDocument(servedFrom('openapi-document'), JSON.stringify(openApiDocument()), {
      contentType: 'application/json',
    }),
  [servedFrom('api-reference')]: () => {
    const { html, contentSecurityPolicy } = referencePage();
    return publishedDocument(servedFrom('api-reference'), html, {
      contentType: 'text/html; charset=utf-8',
      contentSecurityPolicy,
    });
  },
};
