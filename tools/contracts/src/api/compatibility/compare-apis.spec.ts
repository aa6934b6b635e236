import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from '../../workspace';
import { OPENAPI } from '../packages';
import { compareApis } from './compare-apis';
import type { OpenApi } from './openapi';

const TEXT = readFileSync(join(WORKSPACE, OPENAPI), 'utf8');
const released = (): OpenApi => JSON.parse(TEXT) as OpenApi;

type Edit = readonly [place: readonly (string | number)[], value: unknown];

/** Replaces values of the API; undefined deletes one. */
function changed(...edits: readonly Edit[]): OpenApi {
  const document = JSON.parse(TEXT) as OpenApi;
  for (const [place, value] of edits) {
    const parent = place.slice(0, -1).reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document);
    const last = place.at(-1) ?? '';
    if (value === undefined) Reflect.deleteProperty(parent as object, last);
    else (parent as Record<string, unknown>)[last] = value;
  }
  return document;
}
const breaks = (...edits: readonly Edit[]) =>
  compareApis(released(), changed(...edits)).map(({ place, rule }) => `${place}: ${rule}`);

const PAYMENTS = ['paths', '/v1/payments'];
const POST = [...PAYMENTS, 'post'];
const LIST = [...PAYMENTS, 'get'];
const SCHEMAS = ['components', 'schemas'];
const PARAMETERS = released().paths['/v1/payments']?.['get']?.parameters ?? [];
const LIMIT = [...LIST, 'parameters', PARAMETERS.findIndex(({ name }) => name === 'limit')];

describe('the comparison of two APIs', () => {
  it('finds nothing between an API and itself', () => {
    expect(breaks()).toEqual([]);
  });

  it.each<[string, readonly Edit[], readonly string[]]>([
    [
      'a path is removed',
      [[['paths', '/v1/payments/{requestId}/events'], undefined]],
      ['GET /v1/payments/{requestId}/events: operation-removed'],
    ],
    ['an operation is removed', [[LIST, undefined]], ['GET /v1/payments: operation-removed']],
    ['a status is removed', [[[...POST, 'responses', '422'], undefined]], ['POST /v1/payments 422: status-removed']],
    ['there is another way to succeed', [[[...POST, 'responses', '201'], {}]], ['POST /v1/payments 201: status-added']],
    [
      'a header is removed',
      [[[...POST, 'responses', '202', 'headers', 'ETag'], undefined]],
      ['POST /v1/payments 202 header ETag: header-removed'],
    ],
    [
      'a parameter is removed',
      [[[...LIST, 'parameters'], PARAMETERS.filter(({ name }) => name !== 'limit')]],
      ['GET /v1/payments query limit: parameter-removed'],
    ],
    [
      'a parameter becomes required',
      [[[...LIMIT, 'required'], true]],
      ['GET /v1/payments query limit: parameter-became-required'],
    ],
    [
      'a parameter may be less',
      [[[...LIMIT, 'schema', 'maximum'], 100]],
      ['GET /v1/payments query limit #: limit-tightened'],
    ],
    [
      'a required property of a request is new',
      [
        [
          [...SCHEMAS, 'PaymentRequest', 'required'],
          ['policyNumber', 'customerId', 'billingPeriod', 'amount', 'paymentMethod', 'note'],
        ],
      ],
      ['POST /v1/payments request #/note: required-property-added'],
    ],
    [
      'a property of a request is removed',
      [
        [[...SCHEMAS, 'PaymentMethod', 'properties', 'token'], undefined],
        [[...SCHEMAS, 'PaymentMethod', 'required'], ['type']],
      ],
      ['POST /v1/payments request #/paymentMethod/token: property-removed'],
    ],
    [
      'a value of a request is no longer taken',
      [
        [
          [...SCHEMAS, 'PaymentMethod', 'properties', 'type', 'enum'],
          ['card', 'wallet'],
        ],
      ],
      ['POST /v1/payments request #/paymentMethod/type: value-removed'],
    ],
    [
      'the pattern of a request is another one',
      [[[...SCHEMAS, 'Amount', 'properties', 'value', 'pattern'], '^[1-9]$']],
      ['POST /v1/payments request #/amount/value: pattern-changed'],
    ],
    [
      'the body of a request is of another kind',
      [[[...POST, 'requestBody', 'content'], { 'text/csv': {} }]],
      ['POST /v1/payments request: media-type-removed'],
    ],
  ])('finds that %s', (_case, edits, found) => {
    expect(breaks(...edits)).toEqual(found);
  });

  it.each<[string, Edit, string]>([
    [
      'a property is removed',
      [[...SCHEMAS, 'Payment', 'properties', 'reason'], undefined],
      '#/reason: property-removed',
    ],
    [
      'a property may be absent',
      [[...SCHEMAS, 'Reason', 'required'], ['detail']],
      '#/reason/code: property-became-optional',
    ],
    [
      'a property may have another type',
      [
        [...SCHEMAS, 'Money', 'properties', 'value', 'type'],
        ['string', 'number'],
      ],
      '#/amount/value: type-widened',
    ],
    [
      'there is another status',
      [
        [...SCHEMAS, 'Payment', 'properties', 'status', 'enum'],
        ['accepted', 'queued', 'delayed', 'recorded', 'rejected', 'parked', 'lost'],
      ],
      '#/status: value-added',
    ],
  ])('finds in every answer with a payment that %s', (_case, edit, found) => {
    const all = breaks(edit);

    expect(all).toContain(`POST /v1/payments 202 ${found}`);
    expect(all).toContain(`GET /v1/payments/{requestId} 200 ${found}`);
    expect(all).toContain(`GET /v1/payments 200 ${found.replace('#', '#/payments/*')}`);
  });

  it.each<[string, readonly Edit[]]>([
    ['another path', [[['paths', '/v2/payments'], { get: { responses: {} } }]]],
    ['another operation', [[[...PAYMENTS, 'head'], { responses: {} }]]],
    ['another error', [[[...POST, 'responses', '429'], {}]]],
    ['another header', [[[...POST, 'responses', '202', 'headers', 'X-More'], {}]]],
    [
      'a parameter that need not be sent',
      [
        [
          [...LIST, 'parameters'],
          [...PARAMETERS, { name: 'from', in: 'query' }],
        ],
      ],
    ],
    ['a parameter that may be more', [[[...LIMIT, 'schema', 'maximum'], 500]]],
    ['a property that need not be sent', [[[...SCHEMAS, 'PaymentRequest', 'properties', 'note'], { type: 'string' }]]],
    [
      'a value that need not be sent',
      [
        [
          [...SCHEMAS, 'PaymentMethod', 'properties', 'type', 'enum'],
          ['card', 'direct-debit', 'wallet', 'cash'],
        ],
      ],
    ],
    ['another property of an answer', [[[...SCHEMAS, 'Payment', 'properties', 'fee'], { type: 'string' }]]],
    [
      'another example and description',
      [[[...SCHEMAS, 'Payment', 'properties', 'customerId'], { type: 'string', example: 'X', description: 'Y' }]],
    ],
  ])('lets pass %s', (_case, edits) => {
    expect(breaks(...edits)).toEqual([]);
  });

  it('refuses a reference that leads nowhere', () => {
    expect(() => breaks([[...SCHEMAS, 'Money'], undefined])).toThrow('leads to no schema');
  });
});
