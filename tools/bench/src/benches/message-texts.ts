interface Example {
  readonly data: Readonly<Record<string, unknown>>;
}

/** Messages of the form of the examples, each about a payment of its own, the types mixed as they come in. */
export function messageTexts(examples: readonly string[], each: number): readonly string[] {
  const documents = examples.map((example) => JSON.parse(example) as Example);
  return Array.from({ length: each }, (_, index) => index).flatMap((index) =>
    documents.map((document) => textAbout(document, index)),
  );
}

function textAbout({ data, ...envelope }: Example, index: number): string {
  const id = `019400a0-5b3c-7d2e-8f10-${index.toString(16).padStart(12, '0')}`;
  const ofPayment =
    'policyNumber' in data ? { policyNumber: `POL-${100_000 + index}`, customerId: `CUST-${index}` } : {};
  return JSON.stringify({
    ...envelope,
    id: `${id}:${index}`,
    subject: id,
    correlationid: id,
    data: { ...data, paymentId: id, ...ofPayment },
  });
}
