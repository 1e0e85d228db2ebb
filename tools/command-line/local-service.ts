import { variable } from './command.ts';
import { port } from './values.ts';

/** Environment variables of every command that talks to the service that `npm start` runs. */
export const localServiceVariables = { PORT: variable('port of the local service', port, 3_000) };

/** Address of the service that `npm start` runs. */
export const localServiceUrl = ({ PORT }: { readonly PORT: number }): string => `http://127.0.0.1:${PORT}`;
