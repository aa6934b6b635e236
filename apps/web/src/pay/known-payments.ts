import { storedValue } from '../storage/stored-value';

/** Ids of payments made in this browser, newest first. Their state is fetched at each visit. */
const MAX_KNOWN = 12;

const isListOfIds = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string');

const stored = storedValue('payments', isListOfIds);

export function knownPayments(): readonly string[] {
  return stored.read() ?? [];
}

export function rememberPayment(requestId: string): void {
  stored.write([requestId, ...knownPayments().filter((id) => id !== requestId)].slice(0, MAX_KNOWN));
}

export function forgetPayment(requestId: string): void {
  stored.write(knownPayments().filter((id) => id !== requestId));
}
