import { type PaymentMethodType, ProblemError } from '@decouple/client';
import { type FormEvent, useMemo, useState } from 'react';
import {
  Button as AriaButton,
  ComboBox,
  FieldError,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  NumberField,
  Popover,
  Radio,
  RadioGroup,
  Text,
} from 'react-aria-components';
import { Button, Select } from '../design/Controls';
import { BankIcon, CardIcon, Chevron, WalletIcon } from '../design/Icons';
import { formatMoney, moneyFrom } from '../format/money';
import { addMonths, formatMonth, monthOf } from '../format/time';
import type { Account } from './account';
import { DeliveryNotice } from './DeliveryNotice';
import { StillWorking } from './StillWorking';
import { CURRENCIES, draftErrors, type FieldErrors, fieldErrorsFrom, orderFrom, type OrderDraft } from './order-draft';
import { useOrderDraft } from './use-order-draft';
import { PROVIDED_METHODS } from './provider-field';
import type { Delivery } from './use-delivery';

/** Months in the list, around the current one. Sales accepts two years in both directions. */
const MONTHS_BACK = 6;
const MONTHS_AHEAD = 12;

export function PaymentForm({ account, delivery }: { readonly account: Account; readonly delivery: Delivery }) {
  const { phase } = delivery.state;
  const busy = phase === 'sending' || phase === 'waiting';
  const [draft, change] = useOrderDraft(account, busy ? delivery.state.payment.order : undefined);
  const [complaints, setComplaints] = useState<FieldErrors>({});
  const errors = phase === 'refused' ? { ...refusedFields(delivery.state.error), ...complaints } : complaints;

  const edit = (changes: Partial<OrderDraft>): void => {
    change(changes);
    const touched = new Set(Object.keys(changes));
    setComplaints(Object.fromEntries(Object.entries(complaints).filter(([name]) => !touched.has(name))));
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const found = draftErrors(draft);
    setComplaints(found);
    if (Object.keys(found).length === 0) delivery.send(orderFrom(draft, account.customerId));
    else requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };

  return (
    <form className="card pay-form" onSubmit={submit} noValidate aria-label="Payment" aria-busy={busy}>
      <PolicyField account={account} draft={draft} edit={edit} error={errors.policyNumber} isDisabled={busy} />
      <MonthField draft={draft} edit={edit} error={errors.billingPeriod} isDisabled={busy} />
      <AmountFields draft={draft} edit={edit} error={errors.amount} isDisabled={busy} />
      <MethodField draft={draft} edit={edit} error={errors.method} isDisabled={busy} />
      <DeliveryNotice delivery={delivery} />
      {phase === 'sending' ? <StillWorking /> : null}
      <Button look="primary" size="large" type="submit" isDisabled={busy}>
        {busy ? 'Processing payment…' : `Pay${amountToPay(draft)}`}
      </Button>
    </form>
  );
}

function amountToPay({ amount, currency }: OrderDraft): string {
  return Number.isNaN(amount) || amount <= 0 ? '' : ` ${formatMoney(moneyFrom(amount, currency))}`;
}

function refusedFields(error: unknown): FieldErrors {
  return error instanceof ProblemError ? fieldErrorsFrom(error.errors) : {};
}

interface PartProps {
  readonly draft: OrderDraft;
  readonly edit: (changes: Partial<OrderDraft>) => void;
  readonly error: string | undefined;
  readonly isDisabled: boolean;
}

function PolicyField({ account, draft, edit, error, isDisabled }: PartProps & { readonly account: Account }) {
  const choose = (number: string): void => {
    const premium = account.policies.find((policy) => policy.number === number)?.premium;
    edit({
      policyNumber: number,
      ...(premium === undefined ? {} : { amount: Number(premium.value) / 100, currency: premium.currency }),
    });
  };
  return (
    <ComboBox
      className="field"
      allowsCustomValue
      // The list must not cover the form while the customer types or corrects a number.
      menuTrigger="manual"
      defaultFilter={() => true}
      inputValue={draft.policyNumber}
      onInputChange={(policyNumber) => edit({ policyNumber })}
      onChange={(key) => {
        if (key !== null) choose(String(key));
      }}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className="label">Policy</Label>
      <Group className="input-group">
        <Input className="input" spellCheck="false" autoCapitalize="characters" />
        <AriaButton className="button button-quiet button-icon">
          <Chevron />
        </AriaButton>
      </Group>
      {error === undefined ? (
        <Text className="hint" slot="description">
          Choose one of your policies or enter another policy number.
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <ListBox className="list-box" items={account.policies.map((policy) => ({ ...policy, id: policy.number }))}>
          {({ name, number, premium }) => (
            <ListBoxItem className="option" id={number} textValue={number}>
              <Text slot="label">{name}</Text>
              <Text slot="description">{`${number} · ${formatMoney(premium)} per month`}</Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function MonthField({ draft, edit, error, isDisabled }: PartProps) {
  const months = useMemo(() => {
    const present = monthOf(new Date());
    const all = Array.from({ length: MONTHS_BACK + 1 + MONTHS_AHEAD }, (_, n) => addMonths(present, n - MONTHS_BACK));
    if (!all.includes(draft.billingPeriod)) all.unshift(draft.billingPeriod);
    return all.map((period) => ({ value: period, name: formatMonth(period) }));
  }, [draft.billingPeriod]);
  return (
    <Select
      label="Month"
      value={draft.billingPeriod}
      choices={months}
      onChange={(billingPeriod) => edit({ billingPeriod })}
      error={error}
      isDisabled={isDisabled}
    />
  );
}

function AmountFields({ draft, edit, error, isDisabled }: PartProps) {
  return (
    <div className="amount-fields">
      <NumberField
        className="field"
        value={draft.amount}
        onChange={(amount) => edit({ amount })}
        minValue={0}
        formatOptions={{ style: 'currency', currency: draft.currency }}
        isDisabled={isDisabled}
        isInvalid={error !== undefined}
        isWheelDisabled
        validationBehavior="aria"
      >
        <Label className="label">Amount</Label>
        <Input className="input number" />
        <FieldError className="field-error">{error}</FieldError>
      </NumberField>
      <Select
        label="Currency"
        value={draft.currency}
        choices={CURRENCIES.map((code) => ({ value: code, name: code }))}
        onChange={(currency) => edit({ currency })}
        isDisabled={isDisabled}
      />
    </div>
  );
}

const METHOD_ICONS: Readonly<Record<PaymentMethodType, () => React.ReactNode>> = {
  card: CardIcon,
  'direct-debit': BankIcon,
  wallet: WalletIcon,
};

function MethodField({ draft, edit, error, isDisabled }: PartProps) {
  return (
    <RadioGroup
      className="field"
      value={draft.method}
      onChange={(value) => {
        const method = PROVIDED_METHODS.find(({ type }) => type === value)?.type;
        if (method !== undefined) edit({ method });
      }}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      orientation="horizontal"
    >
      <Label className="label">Pay with</Label>
      <div className="choices">
        {PROVIDED_METHODS.map(({ detail, name, type }) => {
          const Icon = METHOD_ICONS[type];
          return (
            <Radio key={type} value={type} className="choice">
              <Icon />
              <span>{name}</span>
              <span className="hint">{detail}</span>
            </Radio>
          );
        })}
      </div>
      {error === undefined ? (
        <Text className="hint" slot="description">
          Held securely by our payment provider. We never see your card number.
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
    </RadioGroup>
  );
}
