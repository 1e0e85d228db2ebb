import { gatewayAnswers } from '../../../lib/contract/api-gateway-answers.ts';
import { type RouteContract, routeContracts } from '../../../lib/contract/route-contracts.ts';
import { errorsOf } from '../../../lib/contract/route-errors.ts';
import type { RouteId } from '../../../lib/contract/routes.ts';
import { errorEnvelopeSchema } from '../../../lib/contract/schemas/error-envelope-schema.ts';
import { jsonOf } from '../../../tools/json-of.ts';
import type { RawAnswer } from './hostile-request.ts';

/** Text that only the inside of a service has. */
const insideKnowledge =
  /\bat [\w.<>]+ \(|\.(?:ts|mjs):\d+|node_modules|ZodError|Exception|TypeError|RangeError|SyntaxError|ORDER#\w|PRODUCT#\w|local-(?:orders|events)|@aws-sdk|\bsmithy\b/;

const isGateways = ({ status, body }: RawAnswer): boolean =>
  Object.values(gatewayAnswers).some(
    (answer) => answer.status === status && JSON.stringify({ message: answer.message }) === body,
  );

/**
 * Problem of an answer to any request; `undefined` if there is none.
 * @param sent everything that the client sent: only this may be echoed.
 */
export const judgeRawAnswer = (routeId: RouteId, answer: RawAnswer, sent: string): string | undefined => {
  const { status, contentType, body } = answer;
  if (status >= 500) return `answers ${status}`;
  const [leak] = insideKnowledge.exec(body) ?? [];
  if (leak !== undefined && !sent.includes(leak)) return `shows ${JSON.stringify(leak)} of the inside`;
  if (status >= 400) {
    if (isGateways(answer)) return undefined;
    const envelope = errorEnvelopeSchema.safeParse(jsonOf(body));
    if (!envelope.success) return 'has an error outside the envelope';
    const { code } = envelope.data.error;
    const isDeclared =
      code === 'API-001' || errorsOf(routeId).some((error) => error.code === code && error.status === status);
    return isDeclared ? undefined : `answers ${status} ${code}, which the contract does not declare`;
  }
  const { responses }: RouteContract = routeContracts[routeId];
  const declared = responses[status]?.body;
  if (!declared) return `answers ${status}, which the contract does not declare`;
  if (Array.isArray(declared)) {
    return declared.some((type) => contentType.startsWith(String(type).split(';')[0] ?? ''))
      ? undefined
      : `answers with ${contentType}`;
  }
  const result = (declared as { safeParse(value: unknown): { success: boolean; error?: Error } }).safeParse(
    jsonOf(body),
  );
  return result.success ? undefined : `does not match its response schema: ${result.error?.message}`;
};
