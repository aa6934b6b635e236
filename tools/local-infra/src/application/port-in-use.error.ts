import type { PortHolder } from '../ports/port-holder';
import type { ApplicationName } from './application-name';

const SHOWN_COMMAND_CHARACTERS = 120;

export interface PortInUseFacts {
  readonly application: ApplicationName;
  readonly port: number;
  readonly holder: PortHolder | undefined;
  /** The variable that names the port; undefined when a left-over of this clone holds the port. */
  readonly setBy: string | undefined;
}

export class PortInUseError extends Error {
  readonly code = 'PORT_IN_USE';
  override readonly name = 'PortInUseError';

  constructor(readonly facts: PortInUseFacts) {
    super(facts.setBy ? explain(facts, facts.setBy) : explainLeftOver(facts));
  }
}

function explain({ application, port, holder }: PortInUseFacts, variable: string): string {
  const by = holder ? `process ${holder.pid} (${shortened(holder.command)})` : 'a process of another user';
  const end = holder ? ` end that process with "kill ${holder.pid}",` : '';
  return (
    `${application} cannot use port ${port}, which ${variable} asks for: ${by} listens there. ` +
    `Either${end} set ${variable} to a free port, or leave it unset to have one chosen.`
  );
}

function explainLeftOver({ application, port, holder }: PortInUseFacts): string {
  return (
    `${application} of this clone still runs as process ${holder?.pid} on port ${port}, left over from a run that was killed. ` +
    `It may work on old code and a database that is gone: end it with "kill ${holder?.pid}", then start again.`
  );
}

const shortened = (command: string): string =>
  command.length > SHOWN_COMMAND_CHARACTERS ? `${command.slice(0, SHOWN_COMMAND_CHARACTERS)}...` : command;
