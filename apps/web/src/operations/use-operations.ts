import { OperationsApi, type ManagementAddresses } from '../api/operations-api';
import { useApi } from '../app/api-context';

/** One for all parts of the console: it remembers what it has asked for. */
const known = new WeakMap<ManagementAddresses, OperationsApi>();

export function useOperations(): OperationsApi {
  const { operations } = useApi().site;
  if (operations === undefined) throw new Error('This site serves no operators: /config.json names no management API.');
  const api = known.get(operations) ?? new OperationsApi(operations);
  known.set(operations, api);
  return api;
}
