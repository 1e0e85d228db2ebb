/**
 * Stands in for `node:http` in bundles: the module's ES facade evaluates every export, among them ones that
 * load undici and web streams (nodejs/node#57649), while the getters here load only what is used.
 */
export const { Agent, request, STATUS_CODES } = process.getBuiltinModule('node:http');
