import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { createHash } from 'node:crypto';
import type { JsonObject, OrgId } from '../domain/facts';
import type { ProgrammeDefinition } from '../domain/rules/programme-definition';
import { decidePublishVersion, programme } from '../domain/programme-stream';
import { readDefinition, readProgramme, type ProgrammeReading } from '../domain/rules/programme-text';
import { canonicalJson } from '../event-store/canonical';
import { ActInput, actOf } from './act-input';
import { asJson, Desk, programmeStream } from './desk';
import { ProgrammeFaultsError } from './errors';
import { InputError, JsonFields, Part, Text } from './input';
import type { Outcome } from './outcome';
import { authorityToWrite, publisherOf } from './publisher';
import { UseCase } from './use-case';

export class PublishProgrammeVersionBody {
  @Text(1_000_000, { optional: true, means: { zh: '规则文件原文（YAML 或 JSON）；与 definition 二者取一', en: 'The rule file as written, YAML or JSON; left out where definition is given' } }) readonly text?: string;
  @JsonFields({ optional: true, means: { zh: '解析后的规则文件；与 text 二者取一', en: 'The rule file as a JSON object; left out where text is given' } }) readonly definition?: JsonObject;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class PublishProgrammeVersion extends UseCase<{ readonly programme: string }, PublishProgrammeVersionBody> {}

@CommandHandler(PublishProgrammeVersion)
export class PublishProgrammeVersionHandler implements ICommandHandler<PublishProgrammeVersion, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Errors: ProgrammeFaultsError with lines, InputError where the path names another programme. */
  execute(command: PublishProgrammeVersion): Promise<Outcome> {
    const { programme: id } = command.target;
    const definition = definitionOf(command.body);
    if (definition.id !== id) throw new InputError([{ path: 'definition.id', notice: { zh: `方案文件的 id 是 ${definition.id}，而路径是 ${id}。请改用同一个标识。`, en: `The rule file is ${definition.id}, the path says ${id}. Use one and the same id.` } }]);
    const stored = asJson(definition);
    const hash = createHash('sha256').update(canonicalJson(stored, 'definition'), 'utf8').digest('hex');
    const { act } = command.body;
    let publisher: OrgId | null = null;
    return this.desk.run({
      command, useCase: PublishProgrammeVersion.name, aggregate: programme, stream: programmeStream(id),
      world: async () => {
        const world = await this.desk.world();
        publisher = await publisherOf(this.desk, id);
        return world;
      },
      authority: (world) => authorityToWrite(world, command.sender, publisher),
      decide: (state) =>
        decidePublishVersion(state, { programme: id, version: definition.version, format: definition.format, definition: stored, hash, ...(act === undefined ? {} : { act: actOf(act) }) }),
      result: () => ({ programme: id, version: definition.version }),
    });
  }
}

/** What was read last. Worked examples publish one file again and again: a quarter of what playing them takes was reading it. */
let last: { readonly text: string; readonly reading: ProgrammeReading } | undefined;

function readOnce(text: string): ProgrammeReading {
  if (last?.text !== text) last = { text, reading: readProgramme(text) };
  return last.reading;
}

function definitionOf(body: PublishProgrammeVersionBody): ProgrammeDefinition {
  const { text, definition } = body;
  if ((text === undefined) === (definition === undefined)) {
    throw new InputError([{ path: 'text', notice: { zh: '请给出 text(方案文件原文)或 definition(JSON)之一。', en: 'Give either text (the rule file as written) or definition (JSON).' } }]);
  }
  const reading = text === undefined ? readDefinition(definition) : readOnce(text);
  if (reading.kind === 'refused') throw new ProgrammeFaultsError(reading.problems);
  return reading.definition;
}
