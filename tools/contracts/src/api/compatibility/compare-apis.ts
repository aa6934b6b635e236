import type { Hurt } from '../../evolution/compare/breaking-change';
import { compareSchemas } from '../../evolution/compare/compare-schemas';
import type { JsonSchema } from '../../evolution/compare/json-schema';
import { inlined } from './inlined';
import type { Answer, Content, OpenApi, Operation, Parameter, RequestBody } from './openapi';

/** A change that breaks a program written for the released API. */
export interface ApiChange {
  /** `POST /v1/payments request #/amount/value` */
  readonly place: string;
  readonly rule: string;
  readonly detail: string;
}

/**
 * Finds every API change that breaks a program written for the released version: its request is no longer accepted, or it
 * gets a response that it does not know. New operations, optional parameters and optional properties do not break programs.
 */
export function compareApis(released: OpenApi, current: OpenApi): readonly ApiChange[] {
  return Object.entries(released.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const place = `${method.toUpperCase()} ${path}`;
      const now = current.paths[path]?.[method];
      if (now === undefined) return [change(place, 'operation-removed', 'It is no longer there.')];
      return new OperationComparison(place, schemasOf(released), schemasOf(current)).compare(operation, now);
    }),
  );
}

type Schemas = Readonly<Record<string, JsonSchema>>;

const schemasOf = ({ components }: OpenApi): Schemas => (components?.['schemas'] ?? {}) as Schemas;

const change = (place: string, rule: string, detail: string): ApiChange => ({ place, rule, detail });

class OperationComparison {
  constructor(
    private readonly place: string,
    private readonly releasedSchemas: Schemas,
    private readonly currentSchemas: Schemas,
  ) {}

  compare(before: Operation, after: Operation): readonly ApiChange[] {
    return [
      ...this.parameters(before.parameters ?? [], after.parameters ?? []),
      ...this.requestBody(before.requestBody, after.requestBody),
      ...this.answers(before.responses, after.responses),
    ];
  }

  private parameters(before: readonly Parameter[], after: readonly Parameter[]): ApiChange[] {
    const known = new Map(before.map((parameter) => [nameOf(parameter), parameter]));
    const now = new Map(after.map((parameter) => [nameOf(parameter), parameter]));
    return [...new Set([...known.keys(), ...now.keys()])].sort().flatMap((name) => {
      const place = `${this.place} ${name}`;
      const [was, is] = [known.get(name), now.get(name)];
      if (is === undefined) return [change(place, 'parameter-removed', 'Released programs may send it.')];
      if (is.required === true && was?.required !== true)
        return [change(place, 'parameter-became-required', 'Released programs do not have to send it.')];
      return was === undefined ? [] : this.schema(place, was.schema, is.schema, 'new-readers');
    });
  }

  private requestBody(before: RequestBody | undefined, after: RequestBody | undefined): ApiChange[] {
    const place = `${this.place} request`;
    if (after?.required === true && before?.required !== true)
      return [change(place, 'body-became-required', 'Released programs do not have to send one.')];
    return this.content(place, before?.content ?? {}, after?.content ?? {}, 'new-readers');
  }

  private answers(before: Operation['responses'], after: Operation['responses']): ApiChange[] {
    const statuses = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return statuses.flatMap((status) => {
      const place = `${this.place} ${status}`;
      const [was, is] = [before[status], after[status]];
      if (was !== undefined && is !== undefined) return this.answer(place, was, is);
      if (is === undefined) return [change(place, 'status-removed', 'Released programs may count on it.')];
      // A client treats an unknown error as the 400 or 500 of its class (RFC 9110, 15). It cannot do that with a success.
      if (Number(status) >= 400) return [];
      return [change(place, 'status-added', 'Released programs do not know this way to succeed.')];
    });
  }

  private answer(place: string, before: Answer, after: Answer): ApiChange[] {
    const headers = Object.entries(before.headers ?? {}).flatMap(([name, was]) => {
      const is = after.headers?.[name];
      const at = `${place} header ${name}`;
      if (is === undefined) return [change(at, 'header-removed', 'Released programs may read it.')];
      return this.schema(at, was.schema, is.schema, 'released-readers');
    });
    return [...headers, ...this.content(place, before.content ?? {}, after.content ?? {}, 'released-readers')];
  }

  private content(place: string, before: Content, after: Content, hurt: Hurt): ApiChange[] {
    return Object.entries(before).flatMap(([mediaType, was]) => {
      const is = after[mediaType];
      if (is === undefined) return [change(place, 'media-type-removed', `It is no longer ${mediaType}.`)];
      return this.schema(place, was.schema, is.schema, hurt);
    });
  }

  private schema(place: string, was: JsonSchema | undefined, is: JsonSchema | undefined, hurt: Hurt): ApiChange[] {
    const before = inlined(was ?? {}, this.releasedSchemas);
    const after = inlined(is ?? {}, this.currentSchemas);
    return compareSchemas(before, after)
      .filter(({ hurts }) => hurts.includes(hurt))
      .map(({ detail, pointer, rule }) => change(`${place} ${pointer}`, rule, detail));
  }
}

/** Names of headers have no case. */
const nameOf = ({ in: where, name }: Parameter): string => `${where} ${where === 'header' ? name.toLowerCase() : name}`;
