const REASONS: Readonly<Record<string, string>> = {
  'attempts-exhausted': 'Failed at every attempt',
  'message-invalid': 'Breaks the rules of its type',
  'message-unreadable': 'Cannot be read',
  'message-type-unknown': 'Of a type that nobody knows',
  'message-version-unknown': 'Of a version that nobody knows',
  'message-type-unhandled': 'Nobody here handles this type',
  'payment-unknown': 'Answers a payment that nobody made',
  'broker-gave-up': 'The broker gave up on it',
  'send-refused': 'The queue refused it',
};

export function groupReasonInWords(code: string): string {
  return REASONS[code] ?? code;
}
