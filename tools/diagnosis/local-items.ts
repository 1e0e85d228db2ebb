import { CommandError } from '../command-line/command-error.ts';
import { noLocalService, notLocalService } from '../command-line/local-service.ts';

/**
 * The items that an address of the local run answers with.
 * @param path with its query.
 * @throws {CommandError} when it does not answer, or has none.
 */
export const readLocalItems = async <T>(url: string, path: string): Promise<readonly T[]> => {
  const answer = await fetch(`${url}${path}`).catch(() => {
    throw noLocalService(url);
  });
  const { items, message } = (await answer.json().catch(() => ({}))) as {
    readonly items?: readonly T[];
    readonly message?: string;
  };
  if (items !== undefined) return items;
  throw message === undefined ? notLocalService(url) : new CommandError(message);
};
