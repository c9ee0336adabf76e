import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { teacherStream } from '../commands/desk';
import { unitOf } from '../commands/dossiers';
import { NotFoundError } from '../commands/errors';
import { DocumentFiles, type OpenedFile } from '../documents/document-files';
import { teacher } from '../domain/teacher/teacher';
import type { Asker } from './reader';
import { Reading } from './reading';

export class DocumentQuestion extends Question<OpenedFile> {
  constructor(
    readonly asker: Asker,
    readonly hash: string,
  ) {
    super();
  }
}

/** Errors: MayNotReadError, NotFoundError, ErasedError, DamagedFileError, StoreUnavailableError. */
@QueryHandler(DocumentQuestion)
export class DocumentHandler implements IQueryHandler<DocumentQuestion, OpenedFile> {
  constructor(private readonly reading: Reading, private readonly files: DocumentFiles) {}

  async execute({ asker, hash }: DocumentQuestion): Promise<OpenedFile> {
    const file = await this.files.get(hash);
    if (file === undefined) throw new NotFoundError('document', hash);
    const { owner, filing } = file;
    const { reader, tree } = await this.reading.reader(asker);
    const ofProgramme = owner.startsWith('programme:');
    const by = filing?.org ?? null;
    const reads = ofProgramme ? reader.readsProgrammeDocument(by) : reader.readsPersonsDocument(owner, await this.unitOf(owner), by);
    if (!ofProgramme) this.reading.noted(asker, 'document', [owner], reads ? 'SHOWN' : 'REFUSED');
    // A school's posts read what she or a school filed, and nothing that another body did.
    const bySchool = by === null ? !ofProgramme : tree.orgs.get(by)?.level === 'SCHOOL';
    if (!reads) throw reader.refuse('document', bySchool ? 'filed' : 'rounds');
    return file;
  }

  /** By her stream and not by a view, which may lag behind what was just filed. */
  private async unitOf(owner: string): Promise<string | null> {
    const { state } = await this.reading.sources.application.desk.streams.load(teacher, teacherStream(owner));
    return unitOf(state, this.reading.today());
  }
}
