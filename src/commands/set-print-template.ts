import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Refused } from '../domain/decision';
import { decideSetPrintTemplate, printTemplates } from '../domain/print-templates';
import { printKinds, type PrintKind } from '../domain/round/facts';
import { placeholdersOf } from '../prints/list-kinds';
import { TableError } from '../tables/table';
import type { TemplateReading } from '../tables/template';
import { readTemplateFile } from '../tables/template-file';
import { Desk, printTemplatesStream } from './desk';
import { OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { ofProgramme } from './publisher';
import { refusedHere } from './refusal-sentences';
import { UseCase } from './use-case';

export class SetPrintTemplateBody {
  @OneOf(printKinds, { means: 'printKind' }) readonly kind: PrintKind;
  @Text(80, { nullable: true, means: { zh: '归档在 programme:<方案> 名下的 xlsx 的哈希；null：用系统自带的格式', en: 'Hash of an xlsx filed under programme:<programme>; null: the form that ships' } }) readonly file: string | null;
}

/** The form in which lists are printed from now on; papers printed before keep their codes, which stand for what a list says and not for its looks. */
export class SetPrintTemplate extends UseCase<{ readonly programme: string }, SetPrintTemplateBody> {}

/** More than any form of a few columns; what has more holds pictures. */
const MOST_BYTES = 1024 * 1024;

@CommandHandler(SetPrintTemplate)
export class SetPrintTemplateHandler implements ICommandHandler<SetPrintTemplate, Outcome> {
  constructor(private readonly desk: Desk) {}

  execute(command: SetPrintTemplate): Promise<Outcome> {
    const { programme } = command.target;
    const { kind, file } = command.body;
    const { world, authority } = ofProgramme(this.desk, command);
    let fault: Refused | null = null;
    return this.desk.run({
      command, useCase: SetPrintTemplate.name, aggregate: printTemplates, stream: printTemplatesStream(programme),
      world: async () => {
        fault = file === null ? null : await this.fault(programme, kind, file);
        return world();
      },
      authority,
      decide: (state) => fault ?? decideSetPrintTemplate(state, { programme, kind, file }),
      result: () => ({ programme, kind, file }),
    });
  }

  private async fault(programme: string, kind: PrintKind, file: string): Promise<Refused | null> {
    const { files } = this.desk.ports;
    const held = (await files?.hold(file)) === true;
    const filed = held ? await files?.get?.(file) : undefined;
    if (filed === undefined) return refusedHere('fileNotFiled', { file });
    if (filed.owner !== `programme:${programme}` || filed.type !== 'xlsx' || filed.content.length > MOST_BYTES) return refusedHere('templateNotXlsx', { file, programme });
    try {
      return templateFault(kind, await readTemplateFile(filed.content));
    } catch (error) {
      if (error instanceof TableError) return refusedHere('templateNotXlsx', { file, programme });
      throw error;
    }
  }
}

/** What would not be filled in, by the cell that asks for it. */
function templateFault(kind: PrintKind, { placeholders, repeated }: TemplateReading): Refused | null {
  const { fields, rows } = placeholdersOf(kind);
  const known = new Set([...fields, ...rows]);
  const unknown = placeholders.filter(({ name }) => !known.has(name));
  if (unknown.length > 0) return refusedHere('placeholdersUnknown', { cells: unknown.map(({ cell, name }) => `${cell} {{${name}}}`), known: [...known] });
  if (repeated.length !== 1 || repeated[0]?.formula === true) return refusedHere('templateRowsWrong', { cells: repeated.map(({ place }) => place) });
  return placeholders.some(({ name }) => name === 'print.code') ? null : refusedHere('templateWithoutCode', { placeholder: '{{print.code}}' });
}
