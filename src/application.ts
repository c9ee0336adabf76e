import { Desk } from './commands/desk';
import { InputError, validated } from './commands/input';
import { outOfEnvelope } from './commands/on-paper';
import type { Outcome } from './commands/outcome';
import type { Ports } from './commands/ports';
import { Programmes } from './commands/programmes';
import { Streams, type StreamsOptions } from './commands/streams';
import type { Sender, UseCase } from './commands/use-case';
import { isUseCase, useCases, type UseCaseName } from './commands/use-cases';
import { Reactor, type ReactorOptions } from './reactors/reactor';

export interface ApplicationOptions {
  readonly streams?: StreamsOptions;
  readonly reactor?: ReactorOptions;
}

/**
 * Commands and reactors on whatever ports they are given, without HTTP or Nest: worked examples, the demonstration,
 * simulations and the server all go through the same handlers.
 */
export class Application {
  readonly desk: Desk;
  readonly reactor: Reactor;

  constructor(ports: Ports, options: ApplicationOptions = {}) {
    const streams = new Streams(ports, options.streams);
    this.desk = new Desk(ports, streams, new Programmes(streams), new Set(Object.keys(useCases)));
    this.reactor = new Reactor(this.desk, options.reactor);
  }

  /** Carries out a command that is made already. */
  execute(command: UseCase<object, object>): Promise<Outcome> {
    const { handler: Handler } = useCases[nameOf(command)];
    // The list pairs each command with the handler of that very command.
    const handler = new Handler(this.desk) as { execute(command: UseCase<object, object>): Promise<Outcome> };
    return handler.execute(command);
  }

  /** Makes and carries out a use case by its name; the body is checked as HTTP checks it. Error: InputError. */
  async send(name: string, sender: Sender, target: object, body: unknown): Promise<Outcome> {
    return this.execute(commandOf(name, sender, target, body));
  }
}

/** Error: InputError for an unknown name or a malformed body. */
export function commandOf(name: string, sender: Sender, target: object, body: unknown): UseCase<object, object> {
  if (!isUseCase(name)) throw new InputError([{ path: 'do', notice: { zh: `没有操作 ${name}。`, en: `There is no use case ${name}.` } }]);
  const { command: Made, body: Body } = useCases[name] as { readonly command: new (sender: Sender, target: object, body: object) => UseCase<object, object>; readonly body: new () => object };
  const asked = outOfEnvelope(sender, body);
  return new Made(asked.sender, target, validated(Body, asked.body));
}

function nameOf(command: UseCase<object, object>): UseCaseName {
  const { name } = command.constructor;
  if (!isUseCase(name)) throw new Error(`${name} is no use case`);
  return name;
}
