/** The form of the address of a shared catalogue cache, for messages. */
export const cacheAddressForm = 'redis://host:port or rediss://host:port, with an optional database number';

/** Whether a text is the address of a Redis or Valkey server. A name that does not resolve is not noticed here. */
export const isCacheAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, pathname, search, hash } = new URL(text);
  return (
    /^rediss?:$/.test(protocol) &&
    /^(?:[\w.-]+|\[[\da-f:.]+\])$/i.test(hostname) &&
    port !== '0' &&
    /^(?:\/\d*)?$/.test(pathname) &&
    search + hash === ''
  );
};
