const REASONS: Readonly<Record<string, string>> = {
  'attempts-exhausted': 'Retries exhausted',
  'message-invalid': 'Schema validation failed',
  'message-unreadable': 'Malformed message',
  'message-type-unknown': 'Unknown type',
  'message-version-unknown': 'Unknown version',
  'message-type-unhandled': 'No handler',
  'payment-unknown': 'Reply to unknown payment',
  'broker-gave-up': 'Receive limit exceeded',
  'refused-by-broker': 'Send rejected',
  'message-too-large': 'Message too large',
};

export function reasonName(code: string): string {
  return REASONS[code] ?? code;
}
