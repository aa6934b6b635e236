/** Waiting for a payment to change, instead of asking again and again. */
export interface PaymentChangeNotifier {
  /**
   * Resolves when the payment has a version other than `version`, or when the time is up or `signal` is aborted:
   * the waiter then reads the payment to find out which. Notices changes made by any process.
   */
  waitForChange(id: string, version: number, timeoutMilliseconds: number, signal: AbortSignal): Promise<void>;
}
