import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

/** Whether something is shown that could not be renewed. */
export function useStale(): boolean {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () =>
      cache
        .getAll()
        .some(
          (query) => query.getObserversCount() > 0 && query.state.data !== undefined && query.state.status === 'error',
        ),
  );
}
