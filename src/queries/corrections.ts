import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Change } from '../audit/changes';
import { teacherStream } from '../commands/desk';
import { catalogue, type EventType } from '../domain/catalogue';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId, PersonId } from '../domain/facts';
import { teacher } from '../domain/teacher/teacher';
import { AUDIT_TRAIL, type AuditEntry } from '../../projections/audit-trail/audit-trail';
import { correctionCounts, CORRECTIONS, correctionsQuery, correctionsWhere, countsAsOf, type CorrectionDocument, type CorrectionFilter, type CorrectionKind } from '../../projections/corrections/corrections';
import { changesTold } from './changes-told';
import { compareValues, cursorAfterPlace, isPair, placeOfCursor } from './place-cursor';
import { RosterPlaces } from './places';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { unitsAsked } from './roster';

export interface CorrectionsAsked {
  readonly asOf?: BusinessDate;
  readonly unit?: OrgId;
  readonly kind?: CorrectionKind;
  /** One teacher or team; of a teacher with the dossiers that are merged into hers. */
  readonly holder?: PersonId;
  /** What each changed is told with it. */
  readonly changes?: boolean;
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface CorrectionLine {
  readonly correction: CorrectionDocument;
  readonly holderName: string | null;
  /** Where she was on the day. */
  readonly unit: OrgId | null;
  readonly unitName: Labelled | null;
  /** Of the fact that reads otherwise, or that never happened; null of a merger. */
  readonly type: string | null;
  readonly word: Labelled | null;
  /** Where it was asked for: what it changed, before and after. */
  readonly changes?: readonly Change[];
}

export interface CorrectionsAnswer {
  readonly asOf: BusinessDate;
  /** Of the whole ledger, whatever the page shows. */
  readonly counts: { readonly [kind: string]: number };
  readonly lines: readonly CorrectionLine[];
  readonly next: string | null;
}

export class CorrectionsQuestion extends Question<CorrectionsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: CorrectionsAsked,
  ) {
    super();
  }
}

interface Page {
  readonly limit: number;
  readonly after?: string;
}

interface Ledger extends Pick<CorrectionsAnswer, 'counts' | 'next'> {
  readonly shown: readonly CorrectionDocument[];
}

/** What of all is asked for; null: no part. */
interface Part {
  readonly readable: ReadonlySet<OrgId> | null;
  readonly within: ReadonlySet<OrgId> | null;
  readonly places: RosterPlaces;
}

const DEFAULT_LIMIT = 100;

/** 更正台账, the newest first: every correction, void, merger and undoing that was known on the day, with who made it and what it touched. */
@QueryHandler(CorrectionsQuestion)
export class CorrectionsHandler implements IQueryHandler<CorrectionsQuestion, CorrectionsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: CorrectionsQuestion): Promise<CorrectionsAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const today = this.reading.today();
    const { asOf = today, unit, kind, holder, changes = false, limit = DEFAULT_LIMIT, after } = asked;
    const readable = reader.auditUnits('corrections');
    const within = unit === undefined ? null : new Set(unitsAsked(tree, null, { unit, asOf, today }));
    const filter = { asOf, ...(kind === undefined ? {} : { kind }) };
    const places = new RosterPlaces(this.reading, asOf);
    const page = { limit, ...(after === undefined ? {} : { after }) };
    const { shown, counts, next } = readable === null && within === null && holder === undefined ? await this.ofAll(filter, page) : await this.ofSome(asked, filter, { readable, within, places });
    await places.learn(shown.map((one) => one.holder));
    const names = await this.reading.namesOf(shown.map((one) => one.holder));
    this.reading.noted(asker, 'corrections', [...names.keys()]);
    const now = new RosterPlaces(this.reading);
    if (changes) await now.learn(shown.map((one) => one.holder));
    const told = changes ? await changesTold(this.reading, reader, shown.map((one) => ({ id: one.holder, kind: one.holderKind, unit: now.unitOf(one.holder) }))) : null;
    const lines = await Promise.all(shown.map(async (one): Promise<CorrectionLine> => {
      const type = one.type ?? (one.fact === null ? null : ((await this.reading.one(AUDIT_TRAIL, one.fact))?.body as AuditEntry | undefined)?.type ?? null);
      const at = places.unitOf(one.holder);
      return { correction: one, type, word: type !== null && Object.hasOwn(catalogue, type) ? wordOf(type as EventType) : null, holderName: names.get(one.holder) ?? null, unit: at, unitName: at === null ? null : this.reading.unitName(tree, at, asOf), ...(told === null ? {} : { changes: told.get(one.event) ?? [] }) };
    }));
    return { asOf, counts, lines, next };
  }

  /** A page by its index, and a tally: whatever else there is costs nothing. */
  private async ofAll(filter: CorrectionFilter, page: Page): Promise<Ledger> {
    const { documents, next } = await this.reading.find(CORRECTIONS, correctionsQuery(filter, page));
    const counts: JsonObject[] = [];
    for await (const { body } of this.reading.all(correctionCounts.name, [])) counts.push(body);
    return { shown: documents.map(({ body }) => body as CorrectionDocument), counts: countsAsOf(counts, filter), next: next ?? null };
  }

  /** Of a holder or of a part of the units: who may read it goes by where the holder is today, whose it is by where she was on the day; no index knows either. */
  private async ofSome(asked: CorrectionsAsked, filter: CorrectionFilter, { readable, within, places }: Part): Promise<Ledger> {
    const { holder, limit = DEFAULT_LIMIT } = asked;
    const after = asked.after === undefined ? null : placeOfCursor(asked.after, asked, isPair);
    // Hers are also those of the dossiers that are merged into hers.
    const holders = holder === undefined ? undefined : [holder, ...(await this.reading.sources.application.desk.streams.load(teacher, teacherStream(holder))).state.absorbed.keys()];
    const found: CorrectionDocument[] = [];
    for await (const { body } of this.reading.all(CORRECTIONS, correctionsWhere({ ...filter, ...(holders === undefined ? {} : { holders }) }))) found.push(body as CorrectionDocument);
    const today = new RosterPlaces(this.reading);
    const holdersFound = found.map((one) => one.holder);
    if (readable !== null) await today.learn(holdersFound);
    if (within !== null) await places.learn(holdersFound);
    const ledger = found.filter((one) => (readable === null || readable.has(today.unitOf(one.holder) ?? '')) && (within === null || within.has(places.unitOf(one.holder) ?? ''))).sort((a, b) => compareValues(placeOf(b), placeOf(a)));
    const left = after === null ? ledger : ledger.filter((one) => compareValues(placeOf(one), after) < 0);
    const shown = left.slice(0, limit);
    const last = shown.at(-1);
    const counts: { [kind: string]: number } = {};
    for (const one of ledger) counts[one.kind] = (counts[one.kind] ?? 0) + 1;
    return { shown, counts, next: last !== undefined && left.length > limit ? cursorAfterPlace(asked, placeOf(last)) : null };
  }
}

function placeOf({ recordedAt, event }: CorrectionDocument): readonly [recordedAt: string, event: string] {
  return [recordedAt, event];
}

function wordOf(type: EventType): Labelled {
  const { zh, en } = catalogue[type];
  return { zh, en };
}
