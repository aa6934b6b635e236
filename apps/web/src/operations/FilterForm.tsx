import { SERVICES, type ServiceName } from '@decouple/management-client';
import { type FormEvent, useState } from 'react';
import type { DeadLetterGroup } from '../api/operations-api';
import { Card } from '../design/Content';
import { Button, type Choice, Select } from '../design/Controls';
import { reasonName } from './dead-letter-words';
import { AGES, type DeadLetterAge, type DeadLetterFormFilter } from './dead-letter-selection';

interface FilterFormProps {
  /** All groups; they provide the choices. */
  readonly groups: readonly DeadLetterGroup[];
  readonly show: (filter: DeadLetterFormFilter) => void;
}

const SERVICE_CHOICES: readonly Choice<ServiceName>[] = SERVICES.map((name) => ({ value: name, name }));
const AGE_CHOICES = Object.entries(AGES).map(([value, { name }]) => ({ value: value as DeadLetterAge, name }));

/** Filters dead letters of all groups by service, reason, type and age. */
export function FilterForm({ groups, show }: FilterFormProps) {
  const [filter, setFilter] = useState<DeadLetterFormFilter>({
    service: groups[0]?.service ?? 'sales-worker',
    reasonCode: '',
    type: '',
    age: 'any',
  });
  const own = groups.filter(({ service }) => service === filter.service);
  const change = (changes: Partial<DeadLetterFormFilter>): void => setFilter({ ...filter, ...changes });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    show(filter);
  };
  return (
    <Card title="Filter">
      <form className="filter" onSubmit={submit} aria-label="Filter">
        <Select
          label="Service"
          value={filter.service}
          choices={SERVICE_CHOICES}
          onChange={(service) => change({ service, reasonCode: '', type: '' })}
        />
        <Select
          label="Reason"
          value={filter.reasonCode}
          choices={[{ value: '', name: 'Any reason' }, ...choices(own, 'reasonCode', reasonName)]}
          onChange={(reasonCode) => change({ reasonCode })}
        />
        <Select
          label="Type"
          value={filter.type}
          choices={[{ value: '', name: 'Any type' }, ...choices(own, 'type', (type) => type)]}
          onChange={(type) => change({ type })}
        />
        <Select label="Last seen" value={filter.age} choices={AGE_CHOICES} onChange={(age) => change({ age })} />
        <Button look="primary" type="submit">
          Apply
        </Button>
      </form>
    </Card>
  );
}

function choices(
  groups: readonly DeadLetterGroup[],
  of: 'reasonCode' | 'type',
  words: (value: string) => string,
): Choice<string>[] {
  const values = new Set(groups.map((group) => group[of]).filter((value) => value !== undefined));
  return [...values].sort().map((value) => ({ value, name: words(value) }));
}
