import { documentHandler } from '../lib/composition/documents.ts';
import document from '../lib/presenters/documents/openapi-document.json' with { type: 'json' };

export const handler = documentHandler('openapi-document', document);
