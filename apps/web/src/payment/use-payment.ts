import type { Connectedness, Payment } from '@decouple/client';
import { useQueryClient, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApi } from '../app/api-context';

export const paymentKey = (requestId: string) => ['payment', requestId] as const;

export interface LivePayment {
  readonly payment: Payment | undefined;
  readonly connection: Connectedness;
  /** Why the payment cannot be followed; undefined while it is. */
  readonly error: unknown;
  readonly retry: () => void;
}

/** The current state of the payment, updated while it is shown. */
export function useLivePayment(requestId: string): LivePayment {
  const api = useApi().payments;
  const queries = useQueryClient();
  const [attempt, setAttempt] = useState(0);
  const [connection, setConnection] = useState<Connectedness>('live');
  const [problem, setProblem] = useState<unknown>();
  // The follower below and the response to the payment fill this query. It sends no request.
  const { data } = useQuery<Payment | null>({ queryKey: paymentKey(requestId), queryFn: () => null, enabled: false });

  useEffect(() => {
    setProblem(undefined);
    return api.followPayment(requestId, {
      onPayment: (payment) => queries.setQueryData(paymentKey(requestId), payment),
      onConnection: setConnection,
      onProblem: setProblem,
    });
  }, [api, attempt, queries, requestId]);

  return { payment: data ?? undefined, connection, error: problem, retry: () => setAttempt((count) => count + 1) };
}
