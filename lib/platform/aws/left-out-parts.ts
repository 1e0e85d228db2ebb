/** Stands in for a part of the SDK that no call of the service reaches. */
const refuse = (): never => {
  throw new TypeError('this part of the SDK is left out of bundles');
};

/** Endpoint discovery: the settings that the client asks for, all off. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => false,
  configFileSelector: () => false,
  default: false,
};
const keepAsItIs = <T>(config: T): T => config;

export {
  keepAsItIs as resolveEndpointDiscoveryConfig,
  /** Settings of event streams, which the client of Lambda has for an operation that the service does not call. */
  keepAsItIs as resolveEventStreamSerdeConfig,
  /** Checksums: `SignatureV4` makes the only ones. */
  refuse as Sha256,
  /** Event streams: no operation of the service has one. */
  refuse as EventStreamSerde,
  refuse as eventStreamSerdeProvider,
};
