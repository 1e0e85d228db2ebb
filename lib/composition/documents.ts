import { unknownPath } from '../contract/errors/factories.ts';
import { documentHeadersSchema } from '../contract/schemas/document-headers-schema.ts';
import { type PublishedDocument, respondDocument } from '../presenters/present-document.ts';
import { publicHandler } from './api.ts';
import { environment } from './platform.ts';

/** Makes the handler of a document; API-001 where the deployment does not publish the reference. */
export const documentHandler = (routeId: 'openapi-document' | 'api-reference', document: PublishedDocument) =>
  publicHandler(routeId, { headers: documentHeadersSchema }, async ({ headers }) => {
    if (!environment.publishesReference) throw unknownPath();
    return respondDocument(document, headers);
  });
