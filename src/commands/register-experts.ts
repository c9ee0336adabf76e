import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId, Proposed, Refusal, StreamName } from '../domain/facts';
import { decideClaimIdentity, heldBy, identity } from '../domain/identity';
import type { ExpertPoolFact } from '../domain/panel/draw-facts';
import { decideListExpert, expertPool, type ExpertPoolState } from '../domain/panel/pool';
import { decideRecordAppointment, people, type PeopleState, type RecordAppointmentCommand } from '../domain/people';
import type { ExpertListing, PeopleFact } from '../domain/registry-facts';
import type { DecisionContext } from '../domain/context';
import type { IdentityType } from '../domain/teacher/facts';
import { createdId } from '../ids';
import { atMost, targetsRefused } from './batch';
import { Desk, identityStream, poolStream, type Settled } from './desk';
import type { Authority, World } from './world';
import { Day, type FieldError, Flag, Id, InputError, OneOf, Parts, Text, Texts } from './input';
import type { Outcome } from './outcome';
import { normalName, normalNumber } from './personal';
import { identityTypes } from './personal-input';
import { holderOf } from './registration';
import { verdict } from './register-orgs';
import { authorityOverPool, authorityOverUnits, bureau } from './requirements';
import { settleClaim, together } from './settle';
import { settleListings } from './settle-listings';
import type { Attempt } from './streams';
import { UseCase } from './use-case';

/** An expert always has her number here: a name tells nobody apart from the next of that name (E1). */
export class RegisterExpertInput {
  @Text(80) readonly name: string;
  @OneOf(identityTypes) readonly identityType: IdentityType;
  @Text(40) readonly identityNumber: string;
  @Id({ means: { zh: '以哪个单位的专家任职', en: 'The unit that she is an expert of' } }) readonly org: OrgId;
  @Day({ nullable: true, means: { zh: '任职的第一天；null：今天', en: 'First day of the appointment; today where it is null' } }) readonly from: BusinessDate | null;
  @Day({ nullable: true, means: { zh: '任职的最后一天（含）；没有期限的写 null', en: 'Last day of the appointment, itself in; null where it is open' } }) readonly to: BusinessDate | null;
  @Id({ optional: true, nullable: true, means: { zh: '列入哪个专家库供抽取；不写或 null：不入库', en: 'The pool that she is to be drawn from; left out or null: none' } }) readonly pool?: string | null;
  @Texts(40, 1, 100, { optional: true, nullable: true, means: { zh: '可评的学科；不写或 null：全部学科', en: 'For which subjects; left out or null: every subject' } }) readonly subjects?: readonly string[] | null;
}

export class RegisterExpertsBody {
  @Parts(() => RegisterExpertInput, 1, 300, { means: { zh: '每名专家一项', en: 'The experts, one a row' } }) readonly rows: readonly RegisterExpertInput[];
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

export class RegisterExperts extends UseCase<object, RegisterExpertsBody> {}

interface Row {
  readonly index: number;
  readonly personal: { readonly name: string; readonly identityType: IdentityType; readonly identityNumber: string };
  readonly stream: StreamName;
  readonly org: OrgId;
  readonly from: BusinessDate | null;
  readonly to: BusinessDate | null;
  readonly listing: ExpertListing | null;
}

const AT_ONCE = 32;

@CommandHandler(RegisterExperts)
export class RegisterExpertsHandler implements ICommandHandler<RegisterExperts, Outcome> {
  constructor(private readonly desk: Desk) {}

  /**
   * First each number that is nobody's yet is claimed and its person registered; a claim left behind is finished by the
   * reactor. Then all appointments in one append; those of experts for a pool ask for the listing, which the reactor makes
   * where this died. Who was appointed before is listed directly, last of all: nothing on record asks for her listing, so that
   * where this died before it, the list has to be sent again. Sent again, only what is missing is added.
   */
  async execute(command: RegisterExperts): Promise<Outcome> {
    const attempt = this.desk.attempt(command, RegisterExperts.name);
    const rows = this.rows(command);
    const units = rows.map(({ org }) => org);
    const pools = [...new Set(rows.flatMap(({ listing }) => listing?.pool ?? []))];
    let kept: readonly ExpertPoolState[] = [];
    const read = async (): Promise<World> => {
      kept = await Promise.all(pools.map(async (pool) => (await this.desk.streams.load(expertPool, poolStream(pool))).state));
      return this.desk.world();
    };
    const allowed = (now: World): Authority => {
      const over = authorityOverUnits(now, command.sender, bureau, units);
      if (over.kind === 'refused') return over;
      // Who may be drawn is for whoever keeps the pool, as it is of one expert; under the one appointment, which a new pool is then of.
      const acting = { ...command.sender, actingAs: over.standing.appointment };
      return kept.map((pool) => authorityOverPool(now, acting, pool)).find(({ kind }) => kind === 'refused') ?? over;
    };
    const world = await read();
    const authority = this.desk.ahead(attempt, allowed(world));
    if (authority.kind === 'refused') return authority;
    const refusals = await this.verdicts(attempt, rows, world.people.state, world.context(authority.standing, attempt.commandId, 'people', this.desk.ports.newEventId));
    if (command.body.dryRun === true) return { kind: 'accepted', position: await this.desk.head(), events: [], repeated: false, result: { dryRun: true, rows: refusals.map(verdict) } };
    const failing = refusals.flatMap((refusal, row) => (refusal === null ? [] : [{ target: String(row), rule: refusal.rule }]));
    const persons = failing.length > 0 ? [] : await atMost(AT_ONCE, rows, (row) => this.personOf(command, attempt, row));
    const appointed = await this.desk.transact(attempt, {
      aggregate: people, stream: 'people',
      world: read,
      authority: allowed,
      decide: (state, context) => {
        if (failing.length > 0) return targetsRefused(failing);
        const events: Proposed<PeopleFact>[] = [];
        for (const [index, row] of rows.entries()) {
          const decision = decideRecordAppointment(state, appointmentOf(row, persons[index] ?? '', context), context);
          if (decision.kind === 'events') events.push(...decision.events);
          else if (decision.refusal.rule !== 'appointmentExists') return decision;
        }
        return { kind: 'events', events };
      },
    });
    const result = { rows: rows.length, people: [...persons] };
    if (appointed.refusal !== null) return this.desk.outcome(appointed, () => result);
    const listed = await settleListings(this.desk, appointed.facts, 'import');
    const asked = new Set(appointed.facts.map(({ data }) => data['person']));
    const before: Settled[] = [];
    for (const pool of pools) before.push(await this.listKnown(attempt, pool, read, rows.flatMap((row, index) => (row.listing?.pool === pool && !asked.has(persons[index] ?? '') ? [{ person: persons[index] ?? '', listing: row.listing }] : [])), allowed));
    return this.desk.chain(appointed, together(listed, ...before), result);
  }

  /** Whose appointment there is already: of one pool in one append; listed with the same already, nothing is written. */
  private async listKnown(attempt: Attempt, pool: string, world: () => Promise<World>, rows: readonly { readonly person: PersonId; readonly listing: ExpertListing }[], authority: (world: World) => Authority): Promise<Settled> {
    if (rows.length === 0) return together();
    const done = await this.desk.transact({ ...attempt, commandId: createdId(attempt.commandId, `listings:${pool}`), ifMatch: null, via: 'import' }, {
      aggregate: expertPool, stream: poolStream(pool), world, authority,
      decide: (state, context) => {
        const events: Proposed<ExpertPoolFact>[] = [];
        for (const { person, listing: { subjects, unit } } of rows) {
          const decision = decideListExpert(state, { person, subjects, unit }, context);
          if (decision.kind === 'refused') return decision;
          events.push(...decision.events);
        }
        return { kind: 'events', events };
      },
    });
    return together(done);
  }

  /** Error: InputError with every field that is wrong, by row. */
  private rows(command: RegisterExperts): readonly Row[] {
    const faults: FieldError[] = [];
    const rows = command.body.rows.map(({ name, identityType, identityNumber, org, from, to, pool = null, subjects = null }, index): Row => {
      const personal = {
        name: normalName(name, `rows[${index}].name`, faults), identityType,
        identityNumber: normalNumber(identityType, identityNumber, null, `rows[${index}].identityNumber`, faults),
      };
      const listing = pool === null ? null : { pool, subjects: subjects === null ? null : [...subjects], unit: org };
      return { index, personal, org, from, to, listing, stream: identityStream(this.desk.ports.secrets.identity(identityType, personal.identityNumber)) };
    });
    if (faults.length > 0) throw new InputError(faults);
    return rows;
  }

  private async verdicts(attempt: Attempt, rows: readonly Row[], state: PeopleState, context: DecisionContext): Promise<readonly (Refusal | null)[]> {
    const seen = new Map<string, number>();
    return atMost(AT_ONCE, rows, async (row): Promise<Refusal | null> => {
      const twin = seen.get(row.stream);
      seen.set(row.stream, twin ?? row.index);
      if (twin !== undefined) return { rule: 'identityTwice', inputs: { row: twin } };
      const holder = await holderOf(this.desk, row.stream);
      if (holder?.erased === true) return heldBy(holder.person, true).refusal;
      const decision = decideRecordAppointment(state, appointmentOf(row, holder?.person ?? newPerson(attempt, row), context), context);
      return decision.kind === 'refused' && decision.refusal.rule !== 'appointmentExists' ? decision.refusal : null;
    });
  }

  /** Whose number it is; who has none yet is registered with it. */
  private async personOf(command: RegisterExperts, attempt: Attempt, row: Row): Promise<PersonId> {
    const holder = await holderOf(this.desk, row.stream);
    if (holder !== null) return holder.person;
    const person = newPerson(attempt, row);
    const done = await this.desk.transact({ ...attempt, commandId: createdId(attempt.commandId, `claim:${row.stream}`), ifMatch: null, via: 'import' }, {
      aggregate: identity, stream: row.stream,
      world: () => this.desk.world(),
      authority: (world) => world.authority(command.sender, bureau, row.org),
      decide: (state) => decideClaimIdentity(state, { person, for: 'PERSON', registration: null, batch: null, personal: row.personal }),
    });
    // Claimed by another since: hers it is.
    if (done.refusal?.rule === 'identityTaken') return this.personOf(command, attempt, row);
    const [claim] = done.facts;
    if (claim !== undefined) await settleClaim(this.desk, claim);
    return person;
  }
}

function newPerson(attempt: Attempt, { stream }: Row): PersonId {
  return createdId(attempt.commandId, `person:${stream}`);
}

function appointmentOf({ org, from, to, listing }: Row, person: PersonId, context: DecisionContext): RecordAppointmentCommand {
  return { appointment: context.createdId(`appointment:${person}:${org}`), person, post: 'Expert', org, from: from ?? context.today, to, ...(listing === null ? {} : { listing }), firstOfficer: null };
}
