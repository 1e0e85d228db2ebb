import * as z from 'zod';
import { environmentVariables as names } from './contract/environment-variables.ts';
import { type LogLevel, logLevels } from './contract/log-levels.ts';

const schema = z.object({
  [names.ordersTableName]: z.string().min(1),
  [names.eventBusName]: z.string().min(1),
  [names.dynamodbEndpoint]: z.url().optional(),
  [names.eventbridgeEndpoint]: z.url().optional(),
  [names.logLevel]: z.enum(logLevels).default('INFO'),
  AWS_REGION: z.string().min(1),
});

/** Configuration of a function. */
export interface Environment {
  readonly ordersTableName: string;
  readonly eventBusName: string;
  readonly dynamodbEndpoint: string | undefined;
  readonly eventbridgeEndpoint: string | undefined;
  readonly logLevel: LogLevel;
  readonly region: string;
}

/**
 * Reads the function's configuration.
 * @throws {Error} naming every variable that is missing or wrong, at once.
 */
export const readEnvironment = (
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment => {
  const result = schema.safeParse(variables);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`invalid environment: ${problems.join('; ')}`);
  }
  const { data } = result;
  return {
    ordersTableName: data[names.ordersTableName],
    eventBusName: data[names.eventBusName],
    dynamodbEndpoint: data[names.dynamodbEndpoint],
    eventbridgeEndpoint: data[names.eventbridgeEndpoint],
    logLevel: data[names.logLevel],
    region: data.AWS_REGION,
  };
};
