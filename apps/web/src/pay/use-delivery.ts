import { useCallback, useEffect, useRef, useState } from 'react';
import type { Payment, PaymentOrder, PaymentsApi } from '../api/payments-api';
import { deliverPayment, pauseUntilHope } from './deliver-payment';
import { newIdempotencyKey, type UnfinishedPayment, unfinishedPayment } from './unfinished-payment';

export type DeliveryState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'sending'; readonly payment: UnfinishedPayment }
  | { readonly phase: 'waiting'; readonly payment: UnfinishedPayment; readonly error: unknown }
  | { readonly phase: 'refused'; readonly payment: UnfinishedPayment; readonly error: unknown };

export interface Delivery {
  readonly state: DeliveryState;
  /** Does nothing while a payment is on its way: a double click pays once. */
  send(order: PaymentOrder): void;
  /** Does not wait for the next attempt. */
  tryNow(): void;
  /** Gives the unfinished payment up. It may have arrived all the same. */
  forget(): void;
}

/** Brings one payment at a time to the service, and takes up what an earlier visit left unfinished. */
export function useDelivery(api: PaymentsApi, accepted: (payment: Payment) => void): Delivery {
  const [state, setState] = useState<DeliveryState>({ phase: 'idle' });
  const running = useRef<AbortController | undefined>(undefined);
  const hope = useRef(new EventTarget());
  const onAccepted = useRef(accepted);
  useEffect(() => {
    onAccepted.current = accepted;
  });

  const run = useCallback(
    async (payment: UnfinishedPayment): Promise<void> => {
      const controller = new AbortController();
      running.current = controller;
      const { signal } = controller;
      const show = (next: DeliveryState): void => {
        if (!signal.aborted) setState(next);
      };
      const watcher = {
        trying: () => show({ phase: 'sending', payment }),
        waiting: (error: unknown) => show({ phase: 'waiting', payment, error }),
      };
      try {
        const stored = await deliverPayment(api, payment, watcher, pauseUntilHope(hope.current), signal);
        if (signal.aborted) return;
        unfinishedPayment.write(undefined);
        running.current = undefined;
        setState({ phase: 'idle' });
        onAccepted.current(stored);
      } catch (error) {
        if (signal.aborted) return;
        unfinishedPayment.write(undefined);
        running.current = undefined;
        setState({ phase: 'refused', payment, error });
      }
    },
    [api],
  );

  useEffect(() => {
    const left = unfinishedPayment.read();
    if (left !== undefined) void run(left);
    return () => {
      // The next visit goes on: what is unfinished stays written down.
      running.current?.abort();
      running.current = undefined;
    };
  }, [run]);

  return {
    state,
    send: (order) => {
      if (running.current !== undefined) return;
      const payment = { idempotencyKey: newIdempotencyKey(), order, startedAt: new Date().toISOString() };
      unfinishedPayment.write(payment);
      void run(payment);
    },
    tryNow: () => hope.current.dispatchEvent(new Event('now')),
    forget: () => {
      running.current?.abort();
      running.current = undefined;
      unfinishedPayment.write(undefined);
      setState({ phase: 'idle' });
    },
  };
}
