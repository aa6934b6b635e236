import { createContext, useContext } from 'react';
import type { OperationsApi } from '../api/operations-api';
import type { PaymentsApi } from '../api/payments-api';
import type { SiteConfiguration } from './configuration';

export interface Apis {
  readonly payments: PaymentsApi;
  readonly operations: OperationsApi | undefined;
  readonly site: SiteConfiguration;
}

export const ApiContext = createContext<Apis | undefined>(undefined);

export function useApi(): Apis {
  const apis = useContext(ApiContext);
  if (apis === undefined) throw new Error('This part of the page stands outside of ApiContext.');
  return apis;
}
