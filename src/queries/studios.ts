import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { dossierOf, loadDossiers } from '../commands/holders';
import { studiosStream } from '../commands/studio-streams';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { asksHolders, coverageLines, personsToRead, kindLines, studioBoard, type CoverageLine, type Holder, type KindLine, type StudioLine, type StudiosRead } from '../domain/studio/board';
import type { StudioLevel } from '../domain/studio/facts';
import { studios, type StudioStatus } from '../domain/studio/studios';
import { isHeld } from '../domain/teacher/title-status';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import { rosterWhere } from '../../projections/roster/query';
import type { RosterRow } from '../../projections/roster/rows';
import { compareValues, cursorAfterPlace, isPair, placeOfCursor } from './place-cursor';
import { RosterPlaces } from './places';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { boardOf, type BoardAsked } from './stated';

export interface StudiosAsked extends BoardAsked {
  readonly kind?: string;
  readonly level?: StudioLevel;
  /** ASKING: its host is lost, and somebody has to decide. */
  readonly status?: StudioStatus | 'ASKING';
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface StudiosAnswer {
  readonly asOf: BusinessDate;
  readonly programme: string;
  readonly version: number;
  readonly studios: readonly StudioLine[];
  /** Of every studio of the units, whatever the lines show; on the first page only. So is `coverage`. */
  readonly kinds: readonly KindLine[];
  readonly coverage: readonly CoverageLine[];
  readonly units: { readonly [unit: OrgId]: Labelled };
  /** Of whom the page names, as far as the reader reads their dossiers. */
  readonly names: { readonly [person: PersonId]: string };
  readonly next: string | null;
}

export class StudiosQuestion extends Question<StudiosAnswer> {
  constructor(
    readonly asker: Asker,
    readonly programme: string,
    readonly asked: StudiosAsked,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 200;

/** 工作室看板: studios with host, members, last grade and who leads them, and which counties lack which levels, as of a day. */
@QueryHandler(StudiosQuestion)
export class StudiosHandler implements IQueryHandler<StudiosQuestion, StudiosAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, programme, asked }: StudiosQuestion): Promise<StudiosAnswer> {
    const { asOf, effective, units, tree } = await boardOf(this.reading, asker, 'studios', programme, asked);
    const { kind, level, status, limit = DEFAULT_LIMIT } = asked;
    const question = { programme, ...asked };
    const after = asked.after === undefined ? null : placeOfCursor(asked.after, question, isPair);
    const read = await studiosOf(this.reading, effective, tree, asOf, units);
    const board = studioBoard(read);
    const lines = board.filter((line) => (kind === undefined || line.kind === kind) && (level === undefined || line.level === level) && (status === undefined || (status === 'ASKING' ? line.asks !== null : line.status === status)));
    const left = after === null ? lines : lines.filter((line) => compareValues(placeOf(line), after) > 0);
    const page = left.slice(0, limit);
    const last = page.at(-1);
    const kinds = after === null ? kindLines(board, read).filter(({ kind: code }) => kind === undefined || code === kind) : [];
    const coverage = after === null ? coverageLines(read).filter(({ kind: code }) => kind === undefined || code === kind) : [];
    const persons = [...page.flatMap(({ host, members, gone }) => [...(host === null ? [] : [host]), ...members, ...gone.map(({ member }) => member)]), ...kinds.flatMap(({ owed }) => owed ?? [])];
    return {
      asOf, programme, version: effective.version, studios: page, kinds, coverage,
      units: Object.fromEntries([...new Set([...page.map(({ org }) => org), ...coverage.map(({ county }) => county)])].map((unit) => [unit, this.reading.unitName(tree, unit, asOf)])),
      names: await namesFor(this.reading, asker, 'studios', persons),
      next: last !== undefined && left.length > limit ? cursorAfterPlace(question, placeOf(last)) : null,
    };
  }
}

/** As the board is sorted. */
function placeOf({ kind, studio }: StudioLine): readonly [kind: string, studio: string] {
  return [kind, studio];
}

/** What a board of studios is made of on a day. */
export async function studiosOf(reading: Reading, programme: EffectiveProgramme, tree: OrgsState, asOf: BusinessDate, units: ReadonlySet<OrgId> | undefined): Promise<StudiosRead> {
  const { desk } = reading.sources.application;
  const { state } = await desk.streams.load(studios, studiosStream(programme.id));
  const holders: Holder[] = [];
  if (asksHolders(programme)) {
    for await (const { body } of reading.all(ROSTER_ROWS, rosterWhere({ asOf, programme: programme.id, ...(units === undefined ? {} : { units: [...units] }) }))) holders.push(...holderOf(body as RosterRow));
  }
  return { state, programme, tree, asOf, holders, dossierOf: dossierOf(await loadDossiers(desk, personsToRead(state, asOf))), asked: units === undefined ? undefined : (unit) => units.has(unit) };
}

/** Whoever holds a title on the day; a team hosts nothing. */
export function holderOf({ teacher, team, title, programme, tier, unit, status }: RosterRow): readonly Holder[] {
  return status === 'NONE' || !isHeld(status) || team !== undefined || title === null || programme === null || tier === null ? [] : [{ person: teacher, title, programme, tier, unit }];
}

export async function namesFor(reading: Reading, asker: Asker, question: string, persons: readonly PersonId[]): Promise<{ readonly [person: PersonId]: string }> {
  const { reader } = await reading.reader(asker);
  const places = new RosterPlaces(reading);
  if (!reader.readsEveryTeacher()) await places.learn([...new Set(persons)]);
  const names = await reading.namesOf(persons.filter((person) => reader.readsTeacher(person, places.unitOf(person))));
  reading.noted(asker, question, [...names.keys()]);
  return Object.fromEntries(names);
}
