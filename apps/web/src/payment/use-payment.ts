import { useQueryClient, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Connection, Payment } from '../api/payments-api';
import { useApi } from '../app/api-context';

export const paymentKey = (requestId: string) => ['payment', requestId] as const;

export interface LivePayment {
  readonly payment: Payment | undefined;
  readonly connection: Connection;
  readonly error: Error | undefined;
  readonly retry: () => void;
}

/** The payment as it is at this moment, kept up to date while it is shown. */
export function useLivePayment(requestId: string): LivePayment {
  const api = useApi().payments;
  const queries = useQueryClient();
  const [attempt, setAttempt] = useState(0);
  const [connection, setConnection] = useState<Connection>('live');
  const [problem, setProblem] = useState<Error>();
  // Filled by the follower below, and by the answer to the payment itself: nothing is asked for here.
  const { data } = useQuery<Payment | null>({ queryKey: paymentKey(requestId), queryFn: () => null, enabled: false });

  useEffect(() => {
    setProblem(undefined);
    return api.follow(requestId, {
      onPayment: (payment) => queries.setQueryData(paymentKey(requestId), payment),
      onConnection: setConnection,
      onProblem: setProblem,
    });
  }, [api, attempt, queries, requestId]);

  return { payment: data ?? undefined, connection, error: problem, retry: () => setAttempt((count) => count + 1) };
}
