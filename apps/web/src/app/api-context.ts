import type { PaymentsClient } from '@decouple/client';
import { createContext, useContext } from 'react';
import type { SiteConfiguration } from './configuration';

export interface Apis {
  readonly payments: PaymentsClient;
  readonly site: SiteConfiguration;
}

export const ApiContext = createContext<Apis | undefined>(undefined);

export function useApi(): Apis {
  const apis = useContext(ApiContext);
  if (apis === undefined) throw new Error('This component must be inside ApiContext.');
  return apis;
}
