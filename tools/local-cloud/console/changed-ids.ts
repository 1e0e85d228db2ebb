import type { RecordedRequest } from '../journal/request-journal.ts';
import type { ConsoleDefinition } from './console-definition.ts';
import { subjectOf } from './requests-view.ts';

/** Finds the ids by which an open view recognizes what it shows. */
export interface ChangedIds {
  ofRequest(request: RecordedRequest): readonly string[];
  /** Of an event, a batch or a message, as JSON. */
  inText(text: string | undefined): readonly string[];
}

/** In JSON, in JSON within JSON, and as DynamoDB writes it. */
const correlationField = /correlationId\\*":(?:\{\\*"S\\*":)?\\*"([^"\\]+)/g;

export const createChangedIds = (definition: ConsoleDefinition | undefined): ChangedIds => {
  const subject = definition && new RegExp(definition.subject.idPattern, 'g');
  return {
    ofRequest(request) {
      const correlationId = definition && request.responseHeaders[definition.correlationHeader]?.toString();
      return [correlationId, subjectOf(request, definition)].filter((id) => id !== undefined);
    },
    inText: (text = '') => [
      ...new Set([
        ...((subject && text.match(subject)) ?? []),
        ...Array.from(text.matchAll(correlationField), ([, id = '']) => id),
      ]),
    ],
  };
};
