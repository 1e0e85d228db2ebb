import { type ApiResponse, json } from '../platform/response.ts';

/** 200 when every check passed, otherwise 503. */
export const presentReadiness = (readiness: {
  status: 'ok' | 'degraded';
  checks: Readonly<Record<string, string>>;
}): ApiResponse => json(readiness.status === 'ok' ? 200 : 503, readiness);
