import { newIdempotencyKey, type Payment, type PaymentRequest, type PaymentsClient } from '@decouple/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type UnfinishedPayment, unfinishedPayment } from './unfinished-payment';

export type DeliveryState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'sending'; readonly payment: UnfinishedPayment }
  | { readonly phase: 'waiting'; readonly payment: UnfinishedPayment; readonly error: unknown }
  | { readonly phase: 'refused'; readonly payment: UnfinishedPayment; readonly error: unknown };

export interface Delivery {
  readonly state: DeliveryState;
  /** Does nothing while a payment is being sent: a double click pays once. */
  send(order: PaymentRequest): void;
  /** Retries immediately. */
  tryNow(): void;
  /** Cancels the unfinished payment. It may already have arrived. */
  forget(): void;
}

/** Retries until the customer cancels or leaves the page; the next visit continues. */
const WITHOUT_LIMIT = { attempts: Number.POSITIVE_INFINITY, timeoutMs: Number.POSITIVE_INFINITY };

/** Sends one payment at a time, and continues with an unfinished one of an earlier visit. */
export function useDelivery(api: PaymentsClient, accepted: (payment: Payment) => void): Delivery {
  const [state, setState] = useState<DeliveryState>({ phase: 'idle' });
  const running = useRef<AbortController | undefined>(undefined);
  const tryNow = useRef((): void => undefined);
  const onAccepted = useRef(accepted);
  useEffect(() => {
    onAccepted.current = accepted;
  });

  const run = useCallback(
    async (payment: UnfinishedPayment): Promise<void> => {
      const controller = new AbortController();
      running.current = controller;
      const { signal } = controller;
      const end = (next: DeliveryState): void => {
        unfinishedPayment.write(undefined);
        running.current = undefined;
        setState(next);
      };
      try {
        const stored = await api.pay(payment.order, {
          ...WITHOUT_LIMIT,
          idempotencyKey: payment.idempotencyKey,
          signal,
          onTrying: () => setState({ phase: 'sending', payment }),
          onWaiting: (waiting) => {
            tryNow.current = () => waiting.tryNow();
            setState({ phase: 'waiting', payment, error: waiting.error });
          },
        });
        if (signal.aborted) return;
        end({ phase: 'idle' });
        onAccepted.current(stored);
      } catch (error) {
        if (!signal.aborted) end({ phase: 'refused', payment, error });
      }
    },
    [api],
  );

  useEffect(() => {
    const left = unfinishedPayment.read();
    if (left !== undefined) void run(left);
    const backOnline = (): void => tryNow.current();
    addEventListener('online', backOnline);
    return () => {
      removeEventListener('online', backOnline);
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
    tryNow: () => tryNow.current(),
    forget: () => {
      running.current?.abort();
      running.current = undefined;
      unfinishedPayment.write(undefined);
      setState({ phase: 'idle' });
    },
  };
}
