const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a payment can have this id. PostgreSQL would refuse the whole statement over any other text. */
export function isPaymentId(id: string): boolean {
  return UUID.test(id);
}
