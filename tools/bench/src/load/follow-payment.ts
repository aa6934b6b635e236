const FINAL = new Set(['recorded', 'rejected']);

/**
 * Asks for a payment's status, held by the server until it changes, until it is final.
 *
 * @throws Error when it is not final in time
 */
export async function followPayment(url: string, requestId: string, withinMilliseconds: number): Promise<void> {
  const deadline = AbortSignal.timeout(withinMilliseconds);
  let etag = '';
  for (;;) {
    const answer = await fetch(`${url}/v1/payments/${requestId}`, {
      headers: { prefer: 'wait=20', ...(etag === '' ? {} : { 'if-none-match': etag }) },
      signal: deadline,
    });
    etag = answer.headers.get('etag') ?? '';
    const body = await answer.text();
    if (answer.status === 304) continue;
    if (answer.status !== 200) throw new Error(`The status of ${requestId} was answered with ${answer.status}.`);
    if (FINAL.has((JSON.parse(body) as { status: string }).status)) return;
  }
}
