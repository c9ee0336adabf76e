import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { objectionStream, roundStream } from '../commands/desk';
import { NotFoundError } from '../commands/errors';
import type { BusinessDate } from '../domain/dates';
import type { JsonObject, PersonId, RoundId } from '../domain/facts';
import { objection, type ObjectionState } from '../domain/objection';
import type { ObjectionAbout, ObjectionOutcome, ObjectionType } from '../domain/round/facts';
import type { RegisteredObjection } from '../domain/round/list-state';
import { round, type RoundState } from '../domain/round/round';
import { lineOf as recommendationOf } from '../domain/round/recommendation-lines';
import { decodeAll } from '../event-store/codec';
import type { Asker } from './reader';
import { Reading } from './reading';

/** One line of the desk. Who objected and what was written stand in no list. */
export interface ObjectionLine {
  readonly objection: string;
  readonly about: ObjectionAbout;
  /** The candidate objected to; null where it is about the list or the round. */
  readonly teacher: PersonId | null;
  readonly name: string | null;
  readonly type: ObjectionType;
  readonly realName: boolean;
  readonly receivedAt: string;
  readonly timing: 'EARLY' | 'IN_WINDOW' | 'LATE';
  readonly handler: PersonId | null;
  readonly due: BusinessDate | null;
  readonly extended: boolean;
  readonly outcome: ObjectionOutcome | null;
  readonly effect: 'PERSON' | 'LIST' | null;
  /** Decided within its term, or not decided and still within it; null where nobody handles it. */
  readonly inTime: boolean | null;
  /** It stops a conferral now. */
  readonly holds: boolean;
  readonly answered: boolean;
}

export interface ObjectionsAnswer {
  readonly round: RoundId;
  readonly today: BusinessDate;
  readonly counts: { readonly registered: number; readonly undecided: number; readonly overdue: number; readonly maintained: number; readonly corrected: number; readonly cancelled: number; readonly reassess: number };
  readonly objections: readonly ObjectionLine[];
}

export interface ObjectionAnswer extends ObjectionLine {
  readonly round: RoundId;
  /** The objector as given, null for one without a name or where erased; and what was written. */
  readonly particulars: JsonObject | null;
  readonly reasons: string | null;
  readonly act: JsonObject | null;
  readonly corrections: readonly string[];
}

export class ObjectionsQuestion extends Question<ObjectionsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
  ) {
    super();
  }
}

export class ObjectionQuestion extends Question<ObjectionAnswer> {
  constructor(
    readonly asker: Asker,
    readonly objection: string,
  ) {
    super();
  }
}

/** How many objections there are, by whom they are handled, whether in time and to what effect (question 9). */
@QueryHandler(ObjectionsQuestion)
export class ObjectionsHandler implements IQueryHandler<ObjectionsQuestion, ObjectionsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round: id }: ObjectionsQuestion): Promise<ObjectionsAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('objections', 'rounds');
    const state = await roundState(this.reading, id);
    const registered = [...state.objections.values()].filter(({ data }) => !concerns(state, data.about, reader.person));
    const names = await this.reading.namesOf(registered.flatMap(({ data }) => teacherOf(state, data.about) ?? []));
    const today = this.reading.today();
    const lines = await Promise.all(registered.map(async (one) => lineOf(state, one, await objectionState(this.reading, one.data.objection), names, today)));
    this.reading.noted(asker, 'objections', [...names.keys()]);
    const decided = (outcome: ObjectionOutcome): number => lines.filter((line) => line.outcome === outcome).length;
    return {
      round: id,
      today,
      counts: {
        registered: lines.length,
        undecided: lines.filter(({ outcome }) => outcome === null).length,
        overdue: lines.filter(({ inTime }) => inTime === false).length,
        maintained: decided('MAINTAINED'), corrected: decided('CORRECTED'), cancelled: decided('CANCELLED'), reassess: decided('REASSESS'),
      },
      objections: lines,
    };
  }
}

/** One objection with what was written, for who runs or oversees rounds and is not the one objected to. */
@QueryHandler(ObjectionQuestion)
export class ObjectionHandler implements IQueryHandler<ObjectionQuestion, ObjectionAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, objection: id }: ObjectionQuestion): Promise<ObjectionAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('objection', 'rounds');
    const own = await objectionState(this.reading, id);
    if (own.filed === null) throw new NotFoundError('objection', id);
    const state = await roundState(this.reading, own.filed.round);
    const registered = state.objections.get(id);
    if (registered === undefined) throw new NotFoundError('objection', id);
    if (concerns(state, registered.data.about, reader.person)) throw reader.refuse('objection');
    const names = await this.reading.namesOf([teacherOf(state, registered.data.about) ?? []].flat());
    const written = await this.written(id);
    this.reading.noted(asker, 'objection', [...names.keys(), ...written.owners]);
    return {
      ...lineOf(state, registered, own, names, this.reading.today()),
      round: own.filed.round,
      particulars: written.particulars,
      reasons: written.reasons,
      act: own.decided?.act ? { ...own.decided.act, meeting: own.decided.act.meeting ?? null } : null,
      corrections: own.decided?.corrections ?? [],
    };
  }

  /** Opened here and kept nowhere. */
  private async written(id: string): Promise<{ readonly particulars: JsonObject | null; readonly reasons: string | null; readonly owners: readonly PersonId[] }> {
    const { sources } = this.reading;
    let particulars: JsonObject | null = null;
    let reasons: string | null = null;
    const owners: PersonId[] = [];
    for await (const page of sources.events.readStream(objectionStream(id))) {
      for (const fact of await decodeAll(page.map(({ envelope }) => envelope), sources.keys)) {
        for (const [owner, part] of Object.entries(fact.private)) {
          if (fact.type === 'ObjectionParticulars') {
            particulars = part;
            if (!owner.startsWith('programme:')) owners.push(owner);
          }
          if (fact.type === 'ObjectionDecided' && typeof part?.['reasons'] === 'string') reasons = part['reasons'];
        }
      }
    }
    return { particulars, reasons, owners };
  }
}

async function roundState(reading: Reading, id: RoundId): Promise<RoundState> {
  const { state } = await reading.sources.application.desk.streams.load(round, roundStream(id));
  if (state.opened === null) throw new NotFoundError('round', id);
  return state;
}

async function objectionState(reading: Reading, id: string): Promise<ObjectionState> {
  return (await reading.sources.application.desk.streams.load(objection, objectionStream(id))).state;
}

function lineOf(state: RoundState, { data, settled }: RegisteredObjection, own: ObjectionState, names: ReadonlyMap<PersonId, string>, today: BusinessDate): ObjectionLine {
  const { objection: id, about, objectionType: type, realName, receivedAt, timing, holds } = data;
  const teacher = teacherOf(state, about);
  const due = own.extended?.due ?? own.assigned?.due ?? null;
  const again = settled !== null && (settled.outcome === 'REASSESS' || (settled.outcome === 'CANCELLED' && settled.effect === 'LIST')) && settled.ranking === (state.ranking?.event ?? null);
  return {
    objection: id, about, teacher, name: teacher === null ? null : (names.get(teacher) ?? null), type, realName, receivedAt, timing,
    handler: own.assigned?.handler ?? null, due, extended: own.extended !== null,
    outcome: own.decided?.outcome ?? null, effect: own.decided?.effect ?? null,
    inTime: own.decided?.inTime ?? (due === null ? null : today <= due),
    holds: settled === null ? holds : again,
    answered: own.answered !== null,
  };
}

function teacherOf(state: RoundState, about: ObjectionAbout): PersonId | null {
  return about.kind === 'NOMINATION' ? (recommendationOf(state, about.nomination)?.teacher ?? null) : null;
}

/** She is the one objected to: her own case does not show who wrote, nor that it was written. */
function concerns(state: RoundState, about: ObjectionAbout, person: PersonId): boolean {
  return teacherOf(state, about) === person;
}

