import type { JsonSchema } from '../../evolution/compare/json-schema';

/** The parts of an OpenAPI document that promise something. */
export interface OpenApi {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: JsonSchema;
}

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: Readonly<Record<string, Answer>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

export interface RequestBody {
  readonly required?: boolean;
  readonly content: Content;
}

export interface Answer {
  readonly headers?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
  readonly content?: Content;
}

/** By media type. */
export type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>;
