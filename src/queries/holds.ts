import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { roundStream } from '../commands/desk';
import { NotFoundError } from '../commands/errors';
import { addDays, type BusinessDate } from '../domain/dates';
import type { JsonObject, NominationId, OrgId, PersonId, RoundId } from '../domain/facts';
import { heldBy, type Hold } from '../domain/round/holds';
import { currentList } from '../domain/round/ranking';
import { openedRound, round, tierOf, type RoundState } from '../domain/round/round';
import type { RoundFact } from '../domain/round/facts';
import { decode } from '../event-store/codec';
import { AUDIT_TRAIL, type AuditEntry } from '../../projections/audit-trail/audit-trail';
import { auditQuery } from '../../projections/audit-trail/query';
import { shanghaiMinute } from '../clock';
import { oneHandIn, type OneHand } from './one-hand';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';

export interface ListedPerson {
  readonly nomination: NominationId;
  readonly teacher: PersonId;
  readonly name: string | null;
  readonly unit: OrgId;
  readonly unitName: Labelled;
  readonly rank: number;
  readonly status: 'WAITING' | 'HELD' | 'DECIDED' | 'CONFERRED' | 'ADMITTED' | 'DECLINED' | 'NOT_SELECTED';
  readonly holds: readonly Hold[];
  /** Shown to the end of a publicity since the ranking. */
  readonly publicised: boolean;
}

export interface HoldsAnswer {
  readonly round: RoundId;
  readonly list: readonly ListedPerson[];
  /** One line for each body and person asked about: `overdue` where the day is over and nothing came. */
  readonly vetting: readonly { readonly body: string; readonly org: OrgId; readonly nomination: NominationId; readonly due: BusinessDate; readonly answer: 'NONE' | 'CLEAR' | 'HOLDS'; readonly overdue: boolean }[];
  readonly approved: boolean;
  readonly struck: readonly { readonly nomination: NominationId; readonly event: string }[];
  /** Who came in for whom, by which fact, and whether she was shown in a publicity of her own (question 10). */
  readonly substitutions: readonly { readonly out: NominationId; readonly in: NominationId; readonly event: string; readonly publicised: boolean }[];
}

export interface BackdatedAnswer {
  readonly round: RoundId;
  readonly days: number;
  readonly records: readonly { readonly event: string; readonly type: string; readonly effectiveOn: BusinessDate; readonly recordedOn: BusinessDate; readonly actor: PersonId; readonly enteredBy: PersonId | null; readonly act: JsonObject | null }[];
  /** Clerks who entered paper of separate parts. */
  readonly oneHand: readonly OneHand[];
  /** Conferred by a decision before which a gate that the programme states was not completed for them. */
  readonly withoutGate: readonly { readonly decision: string; readonly nomination: NominationId; readonly missing: readonly ('PUBLICITY' | 'APPROVAL' | 'VETTING' | 'OBJECTION')[] }[];
}

export class HoldsQuestion extends Question<HoldsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
  ) {
    super();
  }
}

export class BackdatedQuestion extends Question<BackdatedAnswer> {
  constructor(
    readonly asker: Asker,
    readonly round: RoundId,
    readonly days: number,
  ) {
    super();
  }
}

/** The list as it stands and what holds whom, from the round's own stream. For who runs or oversees rounds. */
@QueryHandler(HoldsQuestion)
export class HoldsHandler implements IQueryHandler<HoldsQuestion, HoldsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round: id }: HoldsQuestion): Promise<HoldsAnswer> {
    const { reader, tree } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('holds', 'rounds');
    const { state } = await this.reading.sources.application.desk.streams.load(round, roundStream(id));
    if (state.opened === null) throw new NotFoundError('round', id);
    const listed = new Set(currentList(state));
    const lines = (state.ranking?.lines ?? []).filter(({ nomination }) => listed.has(nomination));
    const names = await this.reading.namesOf(lines.map(({ teacher }) => teacher));
    this.reading.noted(asker, 'holds', [...names.keys()]);
    const today = this.reading.today();
    const { snapshotOn } = openedRound(state).parameters;
    return {
      round: id,
      list: lines.map(({ nomination, teacher, unit, rank }) => ({
        nomination, teacher, name: names.get(teacher) ?? null, unit, unitName: this.reading.unitName(tree, unit, snapshotOn), rank,
        status: statusOf(state, nomination), holds: state.awards.has(nomination) || state.passedOver.has(nomination) ? [] : heldBy(state, nomination), publicised: state.shown.has(nomination),
      })),
      vetting: [...state.vetting].flatMap(([body, asked]) => [...asked].map(([nomination, { org, due, answer }]) => ({ body, org, nomination, due, answer, overdue: answer === 'NONE' && today > due }))),
      approved: state.approval !== null,
      struck: [...state.struck].map(([nomination, event]) => ({ nomination, event })),
      substitutions: state.substitutes.map((change) => ({ ...change, publicised: state.shown.has(change.in) })),
    };
  }
}

/** What was recorded more than so many days after the day on which it holds, whose hand entered more than one part, and who was conferred without a completed gate (question 11). */
@QueryHandler(BackdatedQuestion)
export class BackdatedHandler implements IQueryHandler<BackdatedQuestion, BackdatedAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, round: id, days }: BackdatedQuestion): Promise<BackdatedAnswer> {
    const { reader } = await this.reading.reader(asker);
    if (!reader.runsRounds()) throw reader.refuse('backdated', 'rounds');
    const records: BackdatedAnswer['records'][number][] = [];
    const entered: Pick<AuditEntry, 'type' | 'enteredBy'>[] = [];
    const { where, sort } = auditQuery({ round: id, classes: ['public', 'internal', 'case'] }, { limit: 1 });
    for await (const { body } of this.reading.all(AUDIT_TRAIL, where ?? [], sort ?? [])) {
      const { event, type, effectiveOn, recordedAt, actor, enteredBy, act } = body as AuditEntry;
      if (enteredBy !== null) entered.push({ type, enteredBy });
      const recordedOn = shanghaiMinute(recordedAt).slice(0, 10);
      if (recordedOn > addDays(effectiveOn, days)) records.push({ event, type, effectiveOn, recordedOn, actor, enteredBy, act });
    }
    return { round: id, days, records, oneHand: oneHandIn(entered), withoutGate: await this.withoutGate(id) };
  }

  /** The round folded anew, each decision held against what stood at its moment. */
  private async withoutGate(id: RoundId): Promise<BackdatedAnswer['withoutGate']> {
    const { events, application } = this.reading.sources;
    let state = round.initial(roundStream(id));
    const found: BackdatedAnswer['withoutGate'][number][] = [];
    for await (const page of events.readStream(roundStream(id))) {
      for (const { envelope } of page) {
        const fact = decode(envelope, new Map()) as RoundFact;
        if (fact.type === 'ConferralDecided') {
          const { programme, version, adoptions } = openedRound(state);
          const world = await application.desk.world({ programme, version, adoptions });
          if (world.programme === undefined) continue;
          const tier = tierOf(state, world.programme);
          for (const { nomination } of fact.data.conferrals) {
            const holds = heldBy(state, nomination).map(({ kind }) => kind);
            const unasked = tier.vetting?.bodies.some(({ code }) => !state.vetting.get(code)?.has(nomination)) === true;
            const missing = [
              ...(tier.publicity && !state.shown.has(nomination) ? (['PUBLICITY'] as const) : []),
              ...(tier.approval && !state.approval ? (['APPROVAL'] as const) : []),
              ...(unasked || holds.includes('VETTING') ? (['VETTING'] as const) : []),
              ...(holds.includes('OBJECTION') ? (['OBJECTION'] as const) : []),
            ];
            if (missing.length > 0) found.push({ decision: fact.id, nomination, missing });
          }
        }
        state = round.evolve(state, fact);
      }
    }
    if (state.opened === null) throw new NotFoundError('round', id);
    return found;
  }
}

function statusOf(state: RoundState, nomination: NominationId): ListedPerson['status'] {
  const award = state.awards.get(nomination);
  if (award) return award.status === 'CONFIRMED' ? (state.opened?.endsIn === 'POOL' ? 'ADMITTED' : 'CONFERRED') : award.status === 'RELEASED' ? 'DECLINED' : 'DECIDED';
  if (state.passedOver.has(nomination)) return 'NOT_SELECTED';
  return heldBy(state, nomination).length > 0 ? 'HELD' : 'WAITING';
}
