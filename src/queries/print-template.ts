import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { printTemplatesStream } from '../commands/desk';
import { NotFoundError } from '../commands/errors';
import { DocumentFiles } from '../documents/document-files';
import { printTemplates } from '../domain/print-templates';
import type { PrintKind } from '../domain/round/facts';
import { defaultTemplate } from '../prints/default-template';
import type { Asker } from './reader';
import { Reading } from './reading';
import { requirePart } from './rounds';

export class PrintTemplateQuestion extends Question<Buffer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly kind: PrintKind,
  ) {
    super();
  }
}

/** The form in which a list is printed now, to be filled in, or edited and filed again. Nothing personal stands in it. */
@QueryHandler(PrintTemplateQuestion)
export class PrintTemplateHandler implements IQueryHandler<PrintTemplateQuestion, Buffer> {
  constructor(private readonly reading: Reading, private readonly files: DocumentFiles) {}

  async execute({ asker, programme, kind }: PrintTemplateQuestion): Promise<Buffer> {
    await requirePart(this.reading, asker, 'printTemplate');
    const { desk } = this.reading.sources.application;
    await desk.programmes.effective(programme);
    const { state } = await desk.streams.load(printTemplates, printTemplatesStream(programme));
    const file = state.files.get(kind);
    if (file === undefined) return defaultTemplate(kind);
    const filed = await this.files.get(file);
    if (filed === undefined) throw new NotFoundError('document', file);
    return filed.content;
  }
}
