/** A connection that broke, as Node reports it. */
export const connectionReset = (): Error =>
  Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', $metadata: {} });

/** The SDK’s failure for a server that was not reached. */
export const connectionRefused = (): Error =>
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** AWS’s answer when it is overloaded. */
export const throttled = (): Error =>
  Object.assign(new Error('Throughput exceeds the current capacity'), {
    name: 'ThrottlingException',
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
  });
