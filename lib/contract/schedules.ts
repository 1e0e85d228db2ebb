import { type Access, paymentAccess } from './access.ts';

/** A function that runs by the clock. */
export interface ScheduleDefinition {
  readonly everyMinutes: number;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly access: Access;
}

/** Every scheduled function, by the id that is also its name and its file in `functions/`. */
export const schedules = {
  'expire-orders': {
    everyMinutes: 1,
    timeoutSeconds: 50,
    memoryMb: 512,
    access: {
      ordersTable: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      eventsTable: ['dynamodb:PutItem'],
    },
  },
  'reconcile-payments': {
    everyMinutes: 1,
    timeoutSeconds: 50,
    memoryMb: 512,
    access: {
      ...paymentAccess,
      ordersTable: [...paymentAccess.ordersTable, 'dynamodb:Query'],
    },
  },
} as const satisfies Record<string, ScheduleDefinition>;

export type ScheduleId = keyof typeof schedules;

/** The schedules as a list of `[id, definition]`. */
export const scheduleEntries = Object.entries(schedules) as [ScheduleId, ScheduleDefinition][];
