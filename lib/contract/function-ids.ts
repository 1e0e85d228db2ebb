import { type ConsumerId, consumers } from './consumers.ts';
import { type RouteId, routes } from './routes.ts';
import { schedules } from './schedules.ts';
import type { ScheduleId } from './service.ts';

/** Name of a function of the service, whatever starts it; also that of its file in `functions/`. */
export type FunctionId = RouteId | ScheduleId | ConsumerId;

export const functionIds = Object.keys({ ...routes, ...schedules, ...consumers }) as readonly FunctionId[];
