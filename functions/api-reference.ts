import { documentHandler } from '../lib/composition/documents.ts';
import document from '../lib/presenters/documents/api-reference.json' with { type: 'json' };

export const handler = documentHandler('api-reference', document);
