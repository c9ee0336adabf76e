import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DocumentFiles, type DocumentKind, type FileReference } from '../documents/document-files';
import type { FileType } from '../documents/file-type';
import type { PersonId, Refusal } from '../domain/facts';
import type { Requirement } from '../domain/people';
import { isRegistered, teacher } from '../domain/teacher/teacher';
import { commandId } from '../ids';
import { Desk, teacherStream } from './desk';
import type { Authority, World } from './world';
import { unitOf } from './dossiers';
import { NotFoundError } from './errors';
import { bureau, schoolOrBureau } from './requirements';
import { asHerself } from './standing';
import type { Sender } from './use-case';

export type Filed = { readonly kind: 'filed'; readonly document: FileReference } | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A file about one person, or about nobody in particular: `programme:<id>`. It is no fact yet: an act or a proof makes it part of one. */
export class FileDocument extends Command<Filed> {
  constructor(
    readonly sender: Pick<Sender, 'issuer' | 'subject' | 'actingAs'>,
    /** Person id or `programme:<id>`. */
    readonly owner: string,
    readonly kind: DocumentKind,
    readonly content: Buffer,
    /** As the sender says; undefined where it is left to the content. */
    readonly declared: FileType | undefined,
  ) {
    super();
  }
}

/** Those who take part in the stages of a programme on behalf of a body. */
const anyBody: readonly Requirement[] = [{ post: 'SchoolAdmin', level: 'SCHOOL' }, { post: 'PartyOrg', level: 'SCHOOL' }, { post: 'BureauOfficer', level: null }, { post: 'ResearchCentre', level: null }];

/** Errors: NotFoundError (person, programme), FileRefusedError, ErasedError, StoreUnavailableError. */
@CommandHandler(FileDocument)
export class FileDocumentHandler implements ICommandHandler<FileDocument, Filed> {
  constructor(private readonly desk: Desk, private readonly files: DocumentFiles) {}

  async execute({ sender, owner, kind, content, declared }: FileDocument): Promise<Filed> {
    const world = await this.desk.world();
    const programme = /^programme:(.*)$/u.exec(owner)?.[1];
    const allowed = programme === undefined ? await this.overPerson(world, sender, owner) : await this.overProgramme(world, sender, programme);
    if (allowed.kind === 'refused') {
      const { rule, inputs } = allowed.refusal;
      const { issuer, subject, actingAs } = sender;
      const { ports } = this.desk;
      ports.accessLog.refused({ at: ports.clock.now(), subject, actingAs, useCase: FileDocument.name, command: commandId(issuer, subject, FileDocument.name, ports.newEventId()), rule, inputs });
      return { kind: 'refused', refusal: allowed.refusal };
    }
    const { standing } = allowed;
    const document = await this.files.put(owner, content, declared, { kind, by: standing.person, org: standing.capacity?.org ?? null });
    return { kind: 'filed', document };
  }

  private async overProgramme(world: World, sender: FileDocument['sender'], programme: string): Promise<Authority> {
    const allowed = world.authority(sender, anyBody, null);
    if (allowed.kind === 'authorised') await this.desk.programmes.effective(programme);
    return allowed;
  }

  /** Herself; for a teacher her school or a bureau above it; for somebody without a dossier a bureau. */
  private async overPerson(world: World, sender: FileDocument['sender'], owner: PersonId): Promise<Authority> {
    const { state } = await this.desk.streams.load(teacher, teacherStream(owner));
    const known = isRegistered(state) || world.people.state.persons.has(owner);
    if (known && sender.subject === owner) return { kind: 'authorised', standing: asHerself(owner) };
    const allowed = isRegistered(state) ? world.authority(sender, schoolOrBureau, unitOf(state, world.today)) : world.authority(sender, bureau, null);
    // No key is ever made for an id that is nobody's; who may not ask does not learn whose it is.
    if (!known && allowed.kind === 'authorised') throw new NotFoundError('person', owner);
    return allowed;
  }
}
