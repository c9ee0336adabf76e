import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Change } from '../audit/changes';
import { teacherStream } from '../commands/desk';
import { catalogue, type EventType } from '../domain/catalogue';
import type { BusinessDate, Instant } from '../domain/dates';
import { holderOfStream, type OrgId, type PersonId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { personsBehind, teacher } from '../domain/teacher/teacher';
import { AUDIT_TRAIL, type AuditEntry } from '../../projections/audit-trail/audit-trail';
import { auditQuery, type AuditFilter } from '../../projections/audit-trail/query';
import { changesTold } from './changes-told';
import { RosterPlaces } from './places';
import type { Asker, Reader } from './reader';
import { Reading, type Labelled } from './reading';

export interface AuditAsked {
  readonly subject?: string;
  readonly actor?: string;
  /** The clerk who entered paper for the actor. */
  readonly enteredBy?: string;
  readonly round?: string;
  readonly clause?: string;
  readonly types?: readonly string[];
  /** Holding on this day or before. */
  readonly asOf?: BusinessDate;
  readonly recordedAfter?: Instant;
  readonly recordedUpTo?: Instant;
  readonly newestFirst?: boolean;
  /** What each correction of a dossier changed is told with it. */
  readonly changes?: boolean;
  readonly limit?: number;
  readonly after?: string;
}

export interface AuditLine {
  readonly entry: AuditEntry;
  /** The word that the bureaux use for it. */
  readonly word: Labelled;
  /** As whom: the name of the unit of the appointment acted under, on that day. */
  readonly orgName: Labelled | null;
  /** Where it was asked for: what it changed, before and after, of a correction or a void in a dossier that the reader oversees. */
  readonly changes?: readonly Change[];
}

export interface AuditAnswer {
  readonly lines: readonly AuditLine[];
  readonly next: string | null;
  readonly parked: number;
}

export class AuditTrailQuestion extends Question<AuditAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: AuditAsked,
  ) {
    super();
  }
}

/** What is sealed is nobody's to see before it is opened by its act, not even that one expert has handed in. */
const SHOWN = ['public', 'internal', 'case'] as const;
/** Beside what rewords another fact. */
const PUTS_RIGHT: ReadonlySet<string> = new Set(['FactVoided', 'TrainingHoursVoided', 'IdentityCorrected']);
const DEFAULT_LIMIT = 100;
const MOST_PAGES = 20;

@QueryHandler(AuditTrailQuestion)
export class AuditTrailHandler implements IQueryHandler<AuditTrailQuestion, AuditAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: AuditTrailQuestion): Promise<AuditAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const units = reader.auditUnits('audit-trail');
    const { asOf, subject, actor, enteredBy, newestFirst = false, changes = false, limit = DEFAULT_LIMIT, after, ...rest } = asked;
    const persons = {
      ...(subject === undefined ? {} : { subject: await this.idsOf(subject) }),
      ...(actor === undefined ? {} : { actor: await this.idsOf(actor) }),
      ...(enteredBy === undefined ? {} : { enteredBy: await this.idsOf(enteredBy) }),
    };
    const filter: AuditFilter = { ...rest, ...persons, classes: SHOWN, ...(asOf === undefined ? {} : { effectiveUpTo: asOf }) };
    const places = new RosterPlaces(this.reading);
    const kept: AuditEntry[] = [];
    let next = after;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page = await this.reading.find(AUDIT_TRAIL, auditQuery(filter, { limit: limit - kept.length, newestFirst, ...(next === undefined ? {} : { after: next }) }));
      const entries = page.documents.map(({ body }) => body as AuditEntry);
      if (units !== null) await places.learn(entries.flatMap(({ subject }) => (subject === null ? [] : [subject])));
      for (const entry of entries) if (units === null || concerns(entry, units, places)) kept.push(entry);
      next = page.next;
      if (next === undefined || kept.length >= limit) break;
    }
    const told = changes ? await this.changesOf(asker, reader, kept) : null;
    return { lines: kept.map((entry) => ({ ...this.line(entry, tree), ...(told === null ? {} : { changes: told.get(entry.event) ?? [] }) })), next: next ?? null, parked: await this.reading.parked('audit-trail') };
  }

  /** What was done about her, or by her, is also what was done about or by her under the ids of dossiers that are merged into hers. */
  private async idsOf(person: PersonId): Promise<PersonId | readonly PersonId[]> {
    const ids = personsBehind((await this.reading.sources.application.desk.streams.load(teacher, teacherStream(person))).state);
    return ids.length === 1 ? person : ids;
  }

  private async changesOf(asker: Asker, reader: Reader, entries: readonly AuditEntry[]): Promise<ReadonlyMap<string, readonly Change[]>> {
    const places = new RosterPlaces(this.reading);
    const holders = entries.flatMap(({ type, corrects, subject, stream }) => {
      const kind = holderOfStream(stream)?.kind;
      return subject === null || kind === undefined || (corrects === null && !PUTS_RIGHT.has(type)) ? [] : [{ id: subject, kind }];
    });
    await places.learn(holders.map(({ id }) => id));
    const told = await changesTold(this.reading, reader, holders.map((holder) => ({ ...holder, unit: places.unitOf(holder.id) })));
    this.reading.noted(asker, 'audit-trail', holders.filter(({ id }) => reader.overseesUnit(places.unitOf(id))).map(({ id }) => id));
    return told;
  }

  private line(entry: AuditEntry, tree: OrgsState): AuditLine {
    const { zh, en } = catalogue[entry.type as EventType];
    return { entry, word: { zh, en }, orgName: entry.org === null ? null : this.reading.unitName(tree, entry.org, entry.effectiveOn) };
  }
}

/** Below her unit: what is about one of its teachers, or was done by one of its units; what is public is everybody's. */
function concerns(entry: AuditEntry, units: ReadonlySet<OrgId>, places: RosterPlaces): boolean {
  if (entry.class === 'public') return true;
  const unit = entry.subject === null ? null : places.unitOf(entry.subject);
  return unit === null ? entry.org !== null && units.has(entry.org) : units.has(unit);
}
