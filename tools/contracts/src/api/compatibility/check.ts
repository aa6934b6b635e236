import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { releasedFolder, releasedVersions } from '../../evolution/released/released-versions';
import { compareApis } from './compare-apis';
import { applyCorrections, type CorrectedChanges, readCorrections } from './corrections';
import type { OpenApi } from './openapi';

const DOCUMENT = 'openapi.json';
/** Where the released description was wrong; see `Correction`. */
const CORRECTIONS = 'openapi.corrections.json';

export interface Outcome {
  readonly succeeded: boolean;
  readonly text: string;
}

/** Compares the description in a project with the last one that it keeps as released. */
export function checkApi(project: string): Outcome {
  const last = releasedVersions(project).at(-1);
  if (last === undefined) return { succeeded: true, text: 'Nothing was released yet, so nothing can break.\n' };
  const changes = compareApis(read(join(releasedFolder(project), last, DOCUMENT)), read(join(project, DOCUMENT)));
  const corrected = applyCorrections(changes, readCorrections(join(project, CORRECTIONS)));
  const succeeded = corrected.breaking.length + corrected.unused.length === 0;
  return { succeeded, text: report(last, corrected) };
}

/**
 * Keeps the description as released, under its version, unless something breaks. A kept version never changes: a change
 * that programs should know of needs a new version.
 */
export function keepApi(project: string): Outcome {
  const checked = checkApi(project);
  if (!checked.succeeded) return checked;
  const { version } = read(join(project, DOCUMENT)).info;
  const kept = join(releasedFolder(project), version, DOCUMENT);
  const content = readFileSync(join(project, DOCUMENT), 'utf8');
  if (existsSync(kept)) {
    const same = readFileSync(kept, 'utf8') === content;
    const text = same
      ? `${version} is kept already.\n`
      : `${version} is released, and something else now: raise the version.\n`;
    return { succeeded: same, text };
  }
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, content);
  return { succeeded: true, text: `${checked.text}Kept as released: ${kept}\n` };
}

function read(file: string): OpenApi {
  return JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
}

function report(version: string, { breaking, unused }: CorrectedChanges): string {
  if (unused.length > 0) {
    const lines = unused.map(({ place, rule }) => `✖ ${place}  ${rule}\n`);
    return `${lines.join('')}\n${CORRECTIONS} corrects what does not differ from version ${version}. Delete these entries.\n`;
  }
  if (breaking.length === 0) return `✔ Nothing breaks programs that are written for version ${version} of the API.\n`;
  const changes = breaking.map(({ detail, place, rule }) => `✖ ${place}  ${rule}\n  ${detail}\n`);
  const advice = 'Keep these, and add new parts beside them: an optional property, another path.\n';
  return `${changes.join('\n')}\nBroken are programs that are written for version ${version} of the API. ${advice}`;
}
