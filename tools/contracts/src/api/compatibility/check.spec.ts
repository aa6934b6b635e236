import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKSPACE } from '../../workspace';
import { OPENAPI } from '../packages';
import { checkApi, keepApi } from './check';

describe('checkApi', () => {
  let project: string;

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'decouple-api-check-'));
    cpSync(join(WORKSPACE, OPENAPI), join(project, 'openapi.json'));
  });

  afterEach(() => rmSync(project, { recursive: true }));

  const edit = (from: string, to: string) => {
    const text = readFileSync(join(project, 'openapi.json'), 'utf8');
    writeFileSync(join(project, 'openapi.json'), text.replaceAll(from, to));
  };

  it('finds nothing that breaks in this workspace', () => {
    const outcome = checkApi(join(WORKSPACE, OPENAPI, '..'));

    expect(outcome).toEqual({ succeeded: true, text: expect.stringContaining('Nothing breaks programs') as string });
  });

  it('has nothing to say before the first release', () => {
    expect(checkApi(project)).toEqual({ succeeded: true, text: 'Nothing was released yet, so nothing can break.\n' });
  });

  it('reports changes that break programs written for the last release, and does not keep the version', () => {
    expect(keepApi(project)).toMatchObject({ succeeded: true });
    expect(keepApi(project)).toEqual({ succeeded: true, text: '1.0.0 is kept already.\n' });
    edit('"operationId": "listPayments"', '"operationId": "list"');
    expect(checkApi(project)).toMatchObject({ succeeded: true });
    edit('"maximum": 200', '"maximum": 100');
    edit('"1.0.0"', '"1.1.0"');

    for (const { succeeded, text } of [checkApi(project), keepApi(project)]) {
      expect(succeeded).toBe(false);
      expect(text).toContain('✖ GET /v1/payments query limit #  limit-tightened\n  maximum was 200 and is now 100.');
      expect(text).toContain('Broken are programs that are written for version 1.0.0 of the API.');
    }
  });

  const correct = (...corrections: readonly object[]) =>
    writeFileSync(join(project, 'openapi.corrections.json'), JSON.stringify(corrections));
  const LIMIT = { place: 'GET /v1/payments query limit #', rule: 'limit-tightened' };

  it('accepts the changes that are listed as corrections with a reason, and no others', () => {
    keepApi(project);
    edit('"maximum": 200', '"maximum": 100');
    correct({ ...LIMIT, reason: 'It never took more.' });
    expect(checkApi(project)).toMatchObject({ succeeded: true });

    for (const other of [{ place: 'GET /v1/payments' }, { rule: 'pattern-added' }, { reason: '' }]) {
      correct({ ...LIMIT, reason: 'It never took more.', ...other });
      expect(checkApi(project)).toMatchObject({ succeeded: false });
    }
  });

  it('fails on a correction that corrects nothing', () => {
    keepApi(project);
    correct({ ...LIMIT, reason: 'It never took more.' });

    expect(checkApi(project)).toEqual({
      succeeded: false,
      text: expect.stringContaining('Delete these entries') as string,
    });
  });

  it('compares with the latest release, and never overwrites one', () => {
    keepApi(project);
    edit('"maximum": 200', '"maximum": 300');
    expect(keepApi(project)).toMatchObject({
      succeeded: false,
      text: expect.stringContaining('raise the version') as string,
    });
    edit('"1.0.0"', '"1.10.0"');
    expect(keepApi(project)).toMatchObject({ succeeded: true });
    edit('"maximum": 300', '"maximum": 200');

    expect(checkApi(project)).toMatchObject({
      succeeded: false,
      text: expect.stringContaining('version 1.10.0') as string,
    });
  });
});
