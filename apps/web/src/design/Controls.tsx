import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
  TextArea,
  TextField as AriaTextField,
} from 'react-aria-components';
import { Chevron } from './Icons';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly size?: 'normal' | 'large';
}

export function Button({ look = 'plain', size = 'normal', ...props }: ButtonProps) {
  const classes = ['button', look === 'plain' ? '' : `button-${look}`, size === 'large' ? 'button-large' : ''];
  return <AriaButton {...props} className={classes.filter(Boolean).join(' ')} />;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
}

interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly lines?: number;
  readonly type?: 'text' | 'search';
}

export function TextField({ error, hint, isDisabled = false, label, lines, placeholder, ...props }: TextFieldProps) {
  return (
    <AriaTextField
      {...props}
      className="field"
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
      autoComplete="off"
      validationBehavior="aria"
    >
      <Label className="label">{label}</Label>
      {lines === undefined ? (
        <Input className="input" placeholder={placeholder ?? ''} spellCheck="false" />
      ) : (
        <TextArea className="input" rows={lines} placeholder={placeholder ?? ''} />
      )}
      {hint !== undefined && error === undefined ? (
        <Text className="hint" slot="description">
          {hint}
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly name: string;
  readonly detail?: string;
}

interface SelectProps<Value extends string> extends FieldProps {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly Choice<Value>[];
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { choices, error, hint, isDisabled = false, label, onChange, value } = props;
  return (
    <AriaSelect
      className="field"
      value={value}
      onChange={(key) => {
        const chosen = choices.find((choice) => choice.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      isDisabled={isDisabled}
      isInvalid={error !== undefined}
    >
      <Label className="label">{label}</Label>
      <AriaButton className="input select-button">
        <SelectValue />
        <Chevron />
      </AriaButton>
      {hint !== undefined && error === undefined ? (
        <Text className="hint" slot="description">
          {hint}
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <ListBox className="list-box" items={choices.map((choice) => ({ ...choice, id: choice.value }))}>
          {({ detail, name, value: id }) => (
            <ListBoxItem className="option" id={id} textValue={name}>
              <Text slot="label">{name}</Text>
              {detail === undefined ? null : <Text slot="description">{detail}</Text>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export interface NoticeProps {
  readonly tone: 'accent' | 'good' | 'wait' | 'bad';
  readonly title: string;
  readonly children?: ReactNode;
  /** Screen readers announce it immediately. */
  readonly urgent?: boolean;
}

export function Notice({ children, title, tone, urgent = false }: NoticeProps) {
  return (
    <div className={`notice tone-${tone}`} role={urgent ? 'alert' : 'status'}>
      <p className="notice-title">{title}</p>
      <div className="notice-text">{children}</div>
    </div>
  );
}
