import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { basesStream } from '../commands/desk';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, OrgId, PersonId } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { isCarriedOutIn } from '../domain/programme-stream';
import { officeDuties, trainingOffice, type BaseHeld, type OfficeDuty } from '../domain/training/office';
import { trainingStandings, type TrainingStanding, type TrainingStatus } from '../domain/training/standing';
import type { Document } from '../read-models/document-store';
import { rosterWhere } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import { trainingLife, type TrainingDocument } from '../../projections/trainings/document';
import { TRAININGS } from '../../projections/trainings/trainings';
import { programmesInForce, type InForce } from './programmes-in-force';
import { compareValues, cursorAfterPlace, placeOfCursor } from './place-cursor';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { unitsReadOf } from './roster';

export const TRAINING_STATUSES = ['MET', 'NOT_YET_DUE', 'DUE', 'MISSED', 'OPEN', 'BY_REFERENCE'] as const satisfies readonly TrainingStatus[];

export interface TrainingAsked {
  readonly asOf?: BusinessDate;
  readonly programme?: string;
  readonly requirement?: string;
  /** A unit with everything below it. */
  readonly unit?: OrgId;
  readonly teacher?: PersonId;
  readonly status?: TrainingStatus;
  readonly limit?: number;
  readonly after?: string;
}

export interface TrainingRow extends TrainingStanding {
  readonly teacher: PersonId;
  /** null when erased. */
  readonly name: string | null;
  readonly unit: OrgId;
  readonly unitName: Labelled;
  readonly names: Labelled;
}
export interface TrainingCount {
  readonly programme: string;
  readonly requirement: string;
  readonly names: Labelled;
  readonly clause: string;
  /** Whom it is for; words of the text are quoted in English. null while it is open. */
  readonly population: Labelled | null;
  /** Persons by status. */
  readonly counts: { readonly [status: string]: number };
}
export interface TrainingAnswer {
  readonly asOf: BusinessDate;
  readonly rows: readonly TrainingRow[];
  /** Of all that was asked for, whatever the status, not of this page alone; on the first page only. */
  readonly requirements: readonly TrainingCount[];
  /** What the office itself owes this year, by which records; on the first page only. */
  readonly office: readonly (OfficeDuty & { readonly programme: string; readonly names: Labelled })[];
  /** Bases that stand on the day. */
  readonly bases: readonly (BaseHeld & { readonly programme: string })[];
  readonly next: string | null;
  readonly parked: number;
}

export class TrainingQuestion extends Question<TrainingAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asked: TrainingAsked,
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;
const CHUNK = 500;

/**
 * 学时达标: what every teacher of the units has met and owes on a day, by the latest version of each programme and what is
 * adopted for it. The whole scope is worked out for the counts; a bureau asks unit by unit where that takes too long.
 */
@QueryHandler(TrainingQuestion)
export class TrainingHandler implements IQueryHandler<TrainingQuestion, TrainingAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asked }: TrainingQuestion): Promise<TrainingAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    const { asOf = this.reading.today(), limit = DEFAULT_LIMIT, unit, teacher, status, requirement } = asked;
    const units = unitsReadOf(reader, tree, 'training', { ...(unit === undefined ? {} : { unit }), asOf, today: this.reading.today() });
    const programmes = (await programmesOfTraining(this.reading, asked.programme)).filter(({ isFor }) => units === undefined || units.some(isFor));
    const after = asked.after === undefined ? null : placeOfCursor(asked.after, asked, isPlace);
    const counts = new Map<string, { [status: string]: number }>();
    const subjects = new Set<string>();
    const kept: Omit<TrainingRow, 'name' | 'unitName' | 'names'>[] = [];
    for await (const { row, standings } of standingsIn(this.reading, programmes, asOf, units, teacher, after?.[0])) {
      // Counts are of the first page alone: a later one is read from its place on, as far as it goes.
      if (after !== null && kept.length > limit) break;
      subjects.add(row.subject);
      for (const standing of standings) {
        if (requirement !== undefined && standing.requirement !== requirement) continue;
        const key = `${standing.programme}/${standing.requirement}`;
        const counted = counts.get(key) ?? {};
        counted[standing.status] = (counted[standing.status] ?? 0) + 1;
        counts.set(key, counted);
        const here = { ...standing, teacher: row.teacher, unit: row.unit };
        if ((status === undefined || standing.status === status) && kept.length <= limit && (after === null || compareValues(placeOf(here), after) > 0)) kept.push(here);
      }
    }
    const page = kept.slice(0, limit);
    const last = page.at(-1);
    const names = await this.reading.namesOf(page.map((one) => one.teacher));
    this.reading.noted(asker, 'training', page.map((one) => one.teacher));
    const registers = await Promise.all(programmes.map(async (programme) => ({ programme, office: (await this.reading.sources.application.desk.streams.load(trainingOffice, basesStream(programme.rules.id))).state })));
    return {
      asOf,
      rows: page.map((one) => ({ ...one, name: names.get(one.teacher) ?? null, unitName: this.reading.unitName(tree, one.unit, asOf), names: nameOf(programmes, one) })),
      requirements: after !== null ? [] : programmes.flatMap(({ rules }) => (rules.training ?? []).flatMap(({ code, names: called, clause, population }) => {
        const counted = counts.get(`${rules.id}/${code}`);
        return counted === undefined ? [] : [{ programme: rules.id, requirement: code, names: called, clause, population, counts: counted }];
      })),
      office: after !== null ? [] : registers.flatMap(({ programme: { rules, from }, office }) => officeDuties(office, rules, asOf, [...subjects], from).filter((duty) => requirement === undefined || duty.requirement === requirement).map((duty) => ({ ...duty, programme: rules.id, names: nameOf(programmes, { programme: rules.id, requirement: duty.requirement }) }))),
      bases: registers.flatMap(({ programme: { rules }, office }) => [...office.bases.values()].filter(({ from, to }) => from <= asOf && (to === null || asOf <= to)).map((base) => ({ ...base, programme: rules.id }))),
      next: last !== undefined && kept.length > limit ? cursorAfterPlace(asked, placeOf(last)) : null,
      parked: await this.reading.parked('trainings'),
    };
  }
}

/** A programme that asks for training, and its first day. */
export interface TrainingProgramme {
  readonly rules: EffectiveProgramme;
  readonly from: BusinessDate;
  /** Whose bureau published it; null where nobody's office did. */
  readonly top: OrgId | null;
  /** Whether it asks anything of the teachers of a unit: of those there and below, where bureaux share the store. */
  readonly isFor: (unit: OrgId | null) => boolean;
}

export async function programmesOfTraining(reading: Reading, only?: string): Promise<readonly TrainingProgramme[]> {
  return thatTrain(reading, (await programmesInForce(reading)).filter(({ rules }) => only === undefined || rules.id === only));
}

/** Those of them that ask for training. */
export async function thatTrain(reading: Reading, programmes: readonly InForce[]): Promise<readonly TrainingProgramme[]> {
  const found: TrainingProgramme[] = [];
  const { desk } = reading.sources.application;
  const tree = (await desk.world()).orgs.state;
  const day = reading.today();
  for (const { rules } of programmes) {
    if (rules.training === undefined && rules.bases === undefined) continue;
    const { publisher: top, versions } = (await desk.programmes.load(rules.id)).state;
    found.push({ rules, from: rules.validity?.from ?? firstDay(versions.get(rules.version)?.definition ?? {}), top, isFor: (unit) => unit === null || !tree.orgs.has(unit) || isCarriedOutIn(tree, top, unit, day) });
  }
  return found.sort((a, b) => (a.rules.id < b.rules.id ? -1 : 1));
}

function lifeIn(document: Document | undefined): ReturnType<typeof trainingLife> {
  return document === undefined || document.gone === true ? [] : trainingLife(document.body as TrainingDocument);
}

/** Teachers of the units on the day, by unit beginning with `from`, each once, with what every programme asks of her. */
export async function* standingsIn(reading: Reading, programmes: readonly TrainingProgramme[], asOf: BusinessDate, units: readonly OrgId[] | undefined, teacher?: PersonId, from: OrgId = ''): AsyncIterable<{ readonly row: RosterRow; readonly standings: readonly TrainingStanding[] }> {
  let chunk: RosterRow[] = [];
  let before: PersonId | null = null;
  const answered = async (rows: readonly RosterRow[]) => {
    const documents = await reading.sources.documents.get(reading.collection(TRAININGS), rows.map((row) => row.teacher));
    return rows.map((row) => ({ row, standings: trainingStandings(lifeIn(documents.get(row.teacher)), programmes.filter(({ isFor }) => isFor(row.unit)).map(({ rules }) => rules), asOf) }));
  };
  for await (const { body } of reading.all(ROSTER_ROWS, rosterWhere({ asOf, ...(units === undefined ? {} : { units }), ...(teacher === undefined ? {} : { teacher }) }), [{ field: 'unit' }, { field: 'teacher' }])) {
    const row = body as RosterRow;
    // One row for each title that she holds.
    if (row.teacher === before || row.unit < from) continue;
    before = row.teacher;
    chunk.push(row);
    if (chunk.length < CHUNK) continue;
    yield* await answered(chunk);
    chunk = [];
  }
  yield* await answered(chunk);
}

export function nameOf(programmes: readonly TrainingProgramme[], { programme, requirement }: Pick<TrainingStanding, 'programme' | 'requirement'>): Labelled {
  return programmes.find(({ rules }) => rules.id === programme)?.rules.training?.find(({ code }) => code === requirement)?.names ?? { zh: requirement, en: requirement };
}

function firstDay(definition: JsonObject): BusinessDate {
  const effective = definition['effective'];
  const from = typeof effective === 'object' && effective !== null ? (Reflect.get(effective, 'from') as unknown) : null;
  const value: unknown = typeof from === 'object' && from !== null ? Reflect.get(from, 'value') : null;
  return typeof value === 'string' ? value : '9999-12-31';
}

type Place = readonly [unit: string, teacher: string, programme: string, requirement: string];

function placeOf({ unit, teacher, programme, requirement }: Pick<TrainingRow, 'unit' | 'teacher' | 'programme' | 'requirement'>): Place {
  return [unit, teacher, programme, requirement];
}

function isPlace(value: unknown): value is Place {
  return Array.isArray(value) && value.length === 4 && (value as readonly unknown[]).every((part) => typeof part === 'string');
}
