import { option, variable } from './command.ts';
import { CommandError } from './command-error.ts';
import { httpAddress, port } from './values.ts';

/** The option of every command that talks to the service that `npm start` runs. */
export const localServiceOptions = {
  url: option('address', 'the local service (default http://127.0.0.1:$PORT)', httpAddress),
};

/** Environment variables of every command that talks to the service that `npm start` runs. */
export const localServiceVariables = { PORT: variable('port of the local service', port, 3_000) };

/** Address of the service that `npm start` runs. @param url of the command line. */
export const localServiceUrl = ({ PORT }: { readonly PORT: number }, url?: string): string =>
  url ?? `http://127.0.0.1:${PORT}`;

/** The error of a command to which nothing answers. */
export const noLocalService = (url: string): CommandError =>
  new CommandError(
    `No local service answers at ${url}. Start it with \`npm start\`, or name its address with --url.`,
  );

/** The error of a command to which another server answers. */
export const notLocalService = (url: string): CommandError =>
  new CommandError(`The server at ${url} is not the local service. Name its address with --url.`);
