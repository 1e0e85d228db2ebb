import * as z from 'zod';

/** Position in a list, as the list gave it out. */
export const cursorSchema = z.string().regex(/^[A-Za-z0-9_.-]{1,500}$/, 'invalid cursor for this list');
