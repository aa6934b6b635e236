import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** When the oldest data on the page that could not be refreshed was loaded; undefined if all data is current. */
export function useStaleSince(): number | undefined {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () => {
      const stale = cache
        .getAll()
        .filter(({ state }) => state.data !== undefined && state.status === 'error')
        .filter((query) => query.getObserversCount() > 0);
      return stale.length === 0 ? undefined : Math.min(...stale.map(({ state }) => state.dataUpdatedAt));
    },
  );
}
