import { report } from './report';

const lines = (...args: Parameters<typeof report>): string[] => report(...args).split('\n');

describe('the report', () => {
  it('explains a break: where, what, whom it hurts, and what to do instead', () => {
    const breaking = [
      {
        type: 'payments.payment-accepted.v1',
        rule: 'value-added' as const,
        pointer: '#/data/paymentMethodType',
        detail: 'It may now also be: "cheque".',
        hurts: ['released-readers' as const],
      },
    ];
    expect(lines('1.4.0', { breaking, added: [] })).toEqual([
      '✖ payments.payment-accepted.v1  #/data/paymentMethodType  value-added',
      '  It may now also be: "cheque".',
      '  Breaks consumers on 1.4.0: they refuse what new producers may write, or miss what they need in it.',
      '  Instead: leave payments.payment-accepted.v1 as it was, and make payments.payment-accepted.v2 with an upcaster from payments.payment-accepted.v1.',
      '',
      '1 change breaks readers or writers of @decouple/contracts 1.4.0. See docs/contracts.md#evolve',
      '',
    ]);
  });

  it.each([
    ['message-removed', 'bring a.b.v9 back'],
    ['queue-changed', 'leave a.b.v9 on its queue, and make a.b.v10'],
    ['required-property-added', 'make it optional; or leave a.b.v9 as it was'],
    ['property-became-required', 'make it optional; or'],
    ['identity-changed', 'give the schema its name back; or'],
    ['type-narrowed', 'leave a.b.v9 as it was, and make a.b.v10 with an upcaster from a.b.v9.'],
  ] as const)('says what to do instead of %s', (rule, advice) => {
    const change = { type: 'a.b.v9', rule, pointer: '#', detail: 'Something.', hurts: ['new-readers' as const] };
    const text = report('1.4.0', { breaking: [change, change], added: [] });
    expect(text).toContain(`Instead: ${advice}`);
    expect(text).toContain('what producers on 1.4.0 write');
    expect(text).toContain('2 changes break');
  });

  it('tells who goes first when a message is new, and that nothing breaks', () => {
    expect(lines('1.4.0', { breaking: [], added: [{ type: 'a.b.v2', queue: 'sales' }] })).toEqual([
      '+ a.b.v2  new on the queue "sales"',
      '  Consumers on 1.4.0 cannot read it and keep it as a dead letter: update those of its queue before it is sent.',
      '',
      '✔ Nothing breaks readers or writers of @decouple/contracts 1.4.0.',
      '',
    ]);
  });
});
