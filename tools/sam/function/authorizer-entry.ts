import { createLocalAuthorizer } from './authorizer.ts';

export const handler = createLocalAuthorizer(process.env);
