import { useApi } from '../app/api-context';
import type { OperationsApi } from '../api/operations-api';

export function useOperations(): OperationsApi {
  const { operations } = useApi();
  if (operations === undefined) throw new Error('This site serves no operators: /config.json names no management API.');
  return operations;
}
