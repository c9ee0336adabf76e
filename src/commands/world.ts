import { shanghaiMinute } from '../clock';
import type { DecisionContext } from '../domain/context';
import type { BusinessDate } from '../domain/dates';
import type { CommandId, Context, EventId, OrgId, PersonId, Refusal, StreamName } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { isNobodys } from '../domain/people/founding';
import { notTaken } from '../domain/people/on-paper';
import { authorise, type IdsOf, type PeopleState, type Requirement } from '../domain/people';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { elsewhereFault } from '../domain/programme-stream';
import type { RoundState } from '../domain/round/round';
import { joinedTo } from '../domain/teacher/merge';
import { createdId } from '../ids';
import type { Ports } from './ports';
import { asHerself, under, type Standing } from './standing';
import type { Loaded } from './streams';
import type { Sender, SenderOfPaper } from './use-case';

interface Unauthorised {
  readonly kind: 'refused';
  readonly refusal: Refusal;
}
export type Authority = { readonly kind: 'authorised'; readonly standing: Standing } | Unauthorised;

/** Another stream that a decision reads. */
export interface Read {
  readonly stream: StreamName;
  readonly loaded: Loaded<unknown>;
}

/** What lies outside a command's own stream, read up to its end. The states are live: revisions are taken when deciding. */
export class World {
  constructor(
    readonly people: Loaded<PeopleState>,
    readonly orgs: Loaded<OrgsState>,
    private readonly ports: Pick<Ports, 'clock' | 'calendar' | 'firstOfficer'>,
    readonly programme: EffectiveProgramme | undefined,
    private readonly others: readonly Read[],
    private readonly ofRound: Loaded<RoundState> | undefined,
    private readonly paper?: SenderOfPaper,
    private readonly moment?: Pick<Context, 'today' | 'now'>,
    /** Whose programme it is, where no fact has bound what is acted for to it yet. */
    readonly publisher: OrgId | null = null,
    private readonly idsOf?: IdsOf,
  ) {}

  /** The same on the day and minute of an earlier step: what that step asked for is decided as then, and recorded so. */
  asOf(moment: Pick<Context, 'today' | 'now'>): World {
    return new World(this.people, this.orgs, this.ports, this.programme, this.others, this.ofRound, this.paper, moment, this.publisher, this.idsOf);
  }

  /** The same, where only units in which the programme is carried out may be acted for: it is taken from the request, and no fact has bound them to it. */
  carriedOutUnder(publisher: OrgId | null): World {
    return new World(this.people, this.orgs, this.ports, this.programme, this.others, this.ofRound, this.paper, this.moment, publisher, this.idsOf);
  }

  /** The same, where other streams are read too. */
  reading(reads: readonly Read[]): World {
    return new World(this.people, this.orgs, this.ports, this.programme, [...this.others, ...reads], this.ofRound, this.paper, this.moment, this.publisher);
  }

  /** The same on the day on which a paper was signed; `reads` for its entry, left out where nothing is decided yet. */
  signed(paper: SenderOfPaper, reads: readonly Read[] = []): World {
    return new World(this.people, this.orgs, this.ports, this.programme, [...this.others, ...reads.filter(({ loaded }) => loaded.revision >= 0)], this.ofRound, paper, this.moment, this.publisher, this.idsOf);
  }

  /** The same, knowing who acts under every id of hers; `reads` as far as one of them has several. */
  knowing(idsOf: IdsOf, reads: readonly Read[]): World {
    return new World(this.people, this.orgs, this.ports, this.programme, [...this.others, ...reads], this.ofRound, this.paper, this.moment, this.publisher, idsOf);
  }

  /** The round that the use case is about. */
  get round(): RoundState {
    if (this.ofRound === undefined) throw new Error('this decision is about no round');
    return this.ofRound.state;
  }

  get roundIfAny(): RoundState | undefined {
    return this.ofRound?.state;
  }

  /** Of acting: of signing, where paper is entered. */
  get today(): BusinessDate {
    return this.moment?.today ?? this.paper?.signedOn ?? this.enteredOn;
  }

  get enteredOn(): BusinessDate {
    return this.ports.clock.today();
  }

  private get minute(): string {
    return this.moment?.now ?? shanghaiMinute(this.ports.clock.now());
  }

  /** As `meta.context` records it, with the dossiers that others took in; call it where the decision is taken, with no await between. */
  recorded(): Context {
    const { programme } = this;
    return {
      today: this.today,
      now: this.minute,
      ...(programme === undefined ? {} : { programme: { id: programme.id, version: programme.version, adoptions: programme.adoptions } }),
      orgs: this.orgs.revision,
      people: this.people.revision,
      calendar: this.ports.calendar.version,
      ...(this.others.length === 0 ? {} : { streams: Object.fromEntries([...this.others.flatMap(({ loaded }) => Object.entries(joinedTo(loaded.state))), ...this.others.map(({ stream, loaded }) => [stream, loaded.revision] as const)]) }),
    };
  }

  /** @param stream the decision's own: ids made for one stream are never made for another, whatever the command. */
  context(standing: Standing, command: CommandId, stream: StreamName, eventId: (ordinal: number) => EventId): DecisionContext {
    return {
      today: this.today,
      now: this.minute,
      acting: {
        person: standing.person, appointment: standing.appointment,
        ...(standing.onBehalfOf === undefined ? {} : { onBehalfOf: standing.onBehalfOf }),
        ...(this.paper === undefined ? {} : { enteredBy: this.paper.clerk }),
        ...(this.idsOf === undefined ? {} : { idsOf: this.idsOf }),
      },
      ...(this.programme === undefined ? {} : { programme: this.programme }),
      orgs: this.orgs.state,
      people: this.people.state,
      calendar: this.ports.calendar,
      recorded: this.recorded(),
      eventId,
      createdId: (name) => createdId(command, `${name}:${stream}`),
    };
  }

  /** As `authority`, for what has to be there before the first appointment of all: the first officer registers it. */
  authorityAtFirst(sender: Pick<Sender, 'subject' | 'actingAs'>, requirements: readonly Requirement[], subject: OrgId | null): Authority {
    if (this.people.state.appointments.size === 0 && sender.subject === this.ports.firstOfficer) return { kind: 'authorised', standing: asHerself(sender.subject) };
    const answer = this.authority(sender, requirements, subject);
    // A tree in which nobody holds a post yet is set up by whoever may register its top.
    return answer.kind === 'refused' && answer.refusal.rule === 'outsideJurisdiction' && subject !== null && isNobodys(this.people.state, this.orgs.state, subject, this.today) ? this.authority(sender, requirements, null) : answer;
  }

  /**
   * One of the posts must fit, at a unit that reaches `subject`; null: a matter of the whole tree. `pinned`: a day whose
   * tree counts too, as a round's snapshot does for what the round gave seats to.
   */
  authority(sender: Pick<Sender, 'subject' | 'actingAs' | 'paper'>, requirements: readonly Requirement[], subject: OrgId | null, pinned?: BusinessDate): Authority {
    let refusal: Refusal | undefined;
    for (const requirement of requirements) {
      // An officer's paper gives nobody her authority before it has been looked at.
      if (sender.paper !== undefined && this.paper === undefined) return { kind: 'refused', refusal: { rule: 'paperNotTaken', inputs: { post: requirement.post, level: requirement.level } } };
      const answer = authorise(this.people.state, this.orgs.state, { person: sender.subject, appointment: sender.actingAs, day: this.today, ...(pinned === undefined ? {} : { pinned }) }, requirement, subject);
      if (answer.kind === 'authorised') return (this.paper === undefined ? null : notTaken(requirement)) ?? this.elsewhere(subject, answer.appointment.org, pinned) ?? { kind: 'authorised', standing: under(answer.appointment, sender.subject, answer.matters) };
      // Of several posts that would do, the one she holds has the more telling answer, and then the one that the programme names.
      const named = refusal?.clause !== undefined && answer.refusal.clause === undefined;
      if (refusal === undefined || (refusal.rule === 'postMayNot' && !(named && answer.refusal.rule === 'postMayNot'))) refusal = answer.refusal;
    }
    return { kind: 'refused', refusal: refusal ?? { rule: 'postMayNot', inputs: {} } };
  }

  /** What she does in her own name. */
  authorityOfHerself(person: PersonId, unit: OrgId | null): Authority {
    return this.elsewhere(unit, null) ?? { kind: 'authorised', standing: asHerself(person) };
  }

  private elsewhere(subject: OrgId | null, acting: OrgId | null, pinned?: BusinessDate): Unauthorised | null {
    const { programme, publisher, today } = this;
    if (programme === undefined || publisher === null) return null;
    const fault = elsewhereFault(this.orgs.state, { programme: programme.id, publisher }, { subject, acting }, pinned === undefined ? [today] : [today, pinned]);
    return fault === null ? null : { kind: 'refused', refusal: fault.refusal };
  }
}
