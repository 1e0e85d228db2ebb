/** Values of the variables of one request, by their names without `$context.`. */
export type ContextVariables = Readonly<Record<string, string | number | undefined>>;

/** Text that API Gateway writes for a variable without a value. */
const noValue = '-';

const variable = /\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/;

/**
 * Compiles the format of an access log: text with variables such as `$context.requestId`. Values are escaped for
 * the JSON text that they stand in.
 */
export const compileAccessLogFormat = (format: string): ((values: ContextVariables) => string) => {
  // Every second part is the name of a variable.
  const parts = format.split(variable);
  return (values) => {
    let line = '';
    for (const [index, part] of parts.entries()) {
      line += index % 2 === 0 ? part : JSON.stringify(String(values[part] ?? noValue)).slice(1, -1);
    }
    return line;
  };
};
