import { createAccessControl } from '../../../tools/local-cloud/iam/access-control.ts';

/** Access control that allows every request. */
export const anyAccess = createAccessControl({ grants: new Map(), mode: 'off', print: () => {} });
