/** Enough for two applications with their pools, a test's own connections and a person's psql. */
const MAX_CONNECTIONS = '200';

/**
 * @param durable false gives up crash safety for speed: a killed or powered-off server may lose or corrupt its data.
 * For throwaway test databases only.
 */
export function serverSettings(durable: boolean): Record<string, string> {
  const switchedOff = durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: MAX_CONNECTIONS,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...switchedOff,
  };
}
