import { Redis } from 'iovalkey';

/** The client of a shared cache; a file of its own beside the functions, which most deployments never load. */
export const ValkeyClient = Redis;
