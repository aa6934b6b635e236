import { OperationsApi, type ManagementAddresses } from '../api/operations-api';
import { useApi } from '../app/api-context';

/** One instance for the whole console, because it caches samples. */
const known = new WeakMap<ManagementAddresses, OperationsApi>();

export function useOperations(): OperationsApi {
  const { operations } = useApi().site;
  if (operations === undefined)
    throw new Error('This site has no operators’ console: /config.json contains no management API.');
  const api = known.get(operations) ?? new OperationsApi(operations);
  known.set(operations, api);
  return api;
}
