import { type ConsumerId, consumers } from './consumers.ts';
import { type ServedRouteId, servedRoutes } from './default-route.ts';
import { schedules } from './schedules.ts';
import type { ScheduleId } from './service.ts';

/** Name of a function of the service with any trigger; also that of its file in `functions/`. */
export type FunctionId = ServedRouteId | ScheduleId | ConsumerId;

export const functionIds = Object.keys({
  ...servedRoutes,
  ...schedules,
  ...consumers,
}) as readonly FunctionId[];
