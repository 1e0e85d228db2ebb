const { Socket } = require('node:net');

/**
 * Preloaded into the processes of a test run and into those that they start: a connection that would leave the machine
 * fails, and a line names its address. It is plain JavaScript, so that a Node that is too old can load it, too.
 */

const { connect } = Socket.prototype;

/** Whether a host is this machine, or a name that is reserved and never resolves. */
const staysHere = (host) =>
  host === undefined ||
  host === 'localhost' ||
  host.endsWith('.invalid') ||
  /^(?:0\.0\.0\.0|127\..*|::1?|::ffff:127\..*)$/.test(host);

/** Host of a call of `connect`; `undefined`: of this machine. */
const hostOf = ([target, host]) => {
  // Node itself calls it with its parameters in an array.
  if (Array.isArray(target)) return hostOf(target);
  if (typeof target === 'object') return target?.host;
  return typeof host === 'string' ? host : undefined;
};

Socket.prototype.connect = function connectHere(...call) {
  const host = hostOf(call);
  if (staysHere(host)) return connect.apply(this, call);
  const refusal = new Error(`a test must not leave this machine: connection to ${host} refused`);
  // The client may keep the error to itself.
  process.stderr.write(`${refusal.message}\n`);
  // Until then, clients take it for a socket that connects.
  this.connecting = true;
  process.nextTick(() => this.destroy(refusal));
  return this;
};
