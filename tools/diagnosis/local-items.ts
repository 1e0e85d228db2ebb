import { CommandError } from '../command-line/command-error.ts';

/**
 * The items that an address of the local run answers with.
 * @param path with its query.
 * @throws {CommandError} when it does not answer, or has none.
 */
export const readLocalItems = async <T>(url: string, path: string): Promise<readonly T[]> => {
  const answer = await fetch(`${url}${path}`).catch(() => {
    throw new CommandError(
      `No local service answers at ${url}. Start it with \`npm start\`, or name its address with --url.`,
    );
  });
  const { items, message } = (await answer.json().catch(() => ({}))) as {
    readonly items?: readonly T[];
    readonly message?: string;
  };
  if (items !== undefined) return items;
  throw new CommandError(message ?? `The server at ${url} is not the local service.`);
};
